import { memo, useId, useMemo } from 'react'
import { formatCount } from '../../base/format.ts'
import type { Branch } from '../branch.ts'
import type { ParamValue, SentencePart } from '../lab.ts'
import type { Session } from '../session.ts'
import { ChoiceValue } from './ChoiceValue.tsx'
import { NumberValue } from './NumberValue.tsx'
import { useBranch, useSession } from './use-moment.ts'

/** All parameters as one sentence. Changing a value runs the engine again; a value that does not fit says why. */
export const Sentence = memo(function Sentence({ session }: { readonly session: Session }) {
  const branch = useBranch(session)
  const refusal = useSession(session, (state) => state.refusal)
  const reasonId = useId()
  const parts = useMemo(() => session.lab.sentence(branch.spec.params), [session, branch])
  const change = (param: string, value: ParamValue): void => session.branching.changeParam(param, value)
  const render = (part: SentencePart, index: number) => {
    if (typeof part === 'string') return part
    const { param } = part
    const reason = refusal?.param === param ? reasonId : undefined
    if (part.type === 'choice') {
      return <ChoiceValue key={param} part={part} refusal={reason} onChange={(value) => change(param, value)} />
    }
    return (
      <NumberValue
        key={`${param}${index}`}
        part={part}
        refusal={reason}
        onChange={(value) => change(param, value)}
        onRefuse={(why) => session.branching.refuse(param, why)}
        onForget={() => session.core.set({ refusal: undefined })}
      />
    )
  }
  return (
    <div className="sentence">
      {parts.map(render)}
      {forksOf(session, branch).map(({ id, spec }) => (
        <span key={id} className="sentence-act">
          From event {formatCount(spec.at)} on: <b>{spec.name}</b>.
        </span>
      ))}
      {refusal !== undefined && (
        <span className="refusal" id={reasonId} role="status">
          {refusal.reason}
        </span>
      )}
    </div>
  )
})

/** The forks that led to a branch, oldest first: what was done otherwise than the parameters say, and from where. */
function forksOf(session: Session, branch: Branch): readonly Branch[] {
  const { parent, at } = branch.spec
  if (parent === undefined || at === 0) return []
  return [...forksOf(session, session.core.branchNamed(parent)), branch]
}
