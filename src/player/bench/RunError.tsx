import { formatCount } from '../../base/format.ts'
import type { Session } from '../session.ts'
import { CopyButton } from './CopyButton.tsx'
import { Section } from './Section.tsx'
import { useBranch, useSession } from './use-moment.ts'
import { describeFailure } from './words.ts'

/** Why a run ended early, or that a replay does not give what was recorded; nothing when all is well. */
export function RunError({ session }: { readonly session: Session }) {
  const branch = useBranch(session)
  const failed = useSession(session, () => branch.end.type === 'failed')
  const broken = useSession(session, () => branch.broken)
  if (branch.end.type === 'failed' && failed) {
    const { stack, code } = branch.end.error
    return (
      <Section title="The engine stopped" aside={code}>
        <p className="bad">{describeFailure(branch)}</p>
        {stack !== undefined && <pre className="stack">{stack}</pre>}
      </Section>
    )
  }
  if (broken === undefined) return undefined
  const number = branch.replay?.checkpoints.findIndex((checkpoint) => checkpoint.position === broken) ?? -1
  const name = number > 0 ? `checkpoint ${number}` : `the state after event ${formatCount(broken)}`
  return (
    <Section title="The replay check failed" aside={<CopyButton text={() => exportLog(session)} />}>
      <p className="bad">{name} does not match its replay</p>
      <p className="quiet">The log is whole. Copy it and send it with a report; what is on the stage may be wrong.</p>
    </Section>
  )
}

/** The run as JSON: what made it, and its events as rows of kind, time and three operands. */
function exportLog(session: Session): string {
  const { branch, lab } = session
  const { spec, log, header, broken } = branch
  const events: number[][] = []
  log.visit(0, log.length, (chunk, lo, hi) => {
    for (let i = lo; i < hi; i++) {
      events.push([chunk.kind[i] ?? 0, chunk.at[i] ?? 0, chunk.a[i] ?? 0, chunk.b[i] ?? 0, chunk.c[i] ?? 0])
    }
  })
  return JSON.stringify({ operation: lab.operation, params: spec.params, acts: spec.acts, header, broken, events })
}
