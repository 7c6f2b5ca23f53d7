import { CheckResult, CONFLICT_CHECKS, unpackCheck } from '../../../engine/delta/events.ts'
import { tryVersion } from '../../../engine/delta/state.ts'
import type { DeltaState, StatementRun } from '../../../engine/delta/state.ts'
import type { TraceEvent } from '../../../engine/trace/chunk.ts'
import type { Moment, Story } from '../../../player/lab.ts'
import { capital, whoOf } from '../phases.ts'
import { fileName, partitionLabel } from '../read.ts'

type Why = Story['why']

const PASSED: readonly string[] = [
  'A new protocol could mean that this writer no longer knows how to write. The winner has not changed it.',
  'A new schema or partitioning would make the staged files wrong. The winner has not touched the metadata.',
  'Both would have to touch the same metadata domain. They do not.',
  'Two copies of one stream are told apart by application id. The winner wrote none that this writer looked up.',
  'A file that came where this writer has looked might hold rows that it should have seen. There is none.',
  'What the winner removed, this writer must not have read. It has not.',
  'Two writers that remove the same file would both rewrite its rows. They do not.',
]

const FAILED: Readonly<Record<number, string>> = {
  1: 'the protocol has changed',
  2: 'the metadata has changed',
  3: 'both touch one metadata domain',
  4: 'the same application id was used',
  5: 'files came where it had looked',
  6: 'what it read is gone',
  7: 'both remove the same file',
}

/** One of the seven questions to a commit that came first. */
export function whyChecked(moment: Moment<DeltaState>, event: TraceEvent, run: StatementRun | undefined): Why {
  const { check, result } = unpackCheck(event.c)
  const name = whoOf(event.a)
  if (result === CheckResult.passed) {
    const question = CONFLICT_CHECKS[check - 1] ?? ''
    return { title: `Check ${check} of 7: ${question}`, paragraphs: [PASSED[check - 1] ?? ''] }
  }
  const reason = (moment.log.payload(event.seq) as { readonly reason: string }).reason
  if (result === CheckResult.excused) {
    return {
      title: `Check ${check} would fail, and is excused`,
      paragraphs: [
        `Version ${event.b} ${check === 5 ? 'added files where' : 'changed what'} ${name} depends on. But ${reason}.`,
      ],
    }
  }
  return whyRefused(moment.state, event.b, check, name, run, reason)
}

function whyRefused(
  state: DeltaState,
  winner: number,
  check: number,
  name: string,
  run: StatementRun | undefined,
  reason: string,
): Why {
  const version = tryVersion(state, winner)
  const removed = run?.removes.map(fileName) ?? []
  const both = (version?.removes ?? []).filter((id) => run?.removes.includes(id) === true)
  const title = `${capital(name)} loses: ${FAILED[check] ?? 'a conflict'}`
  if (check !== 5 || version === undefined)
    return { title, paragraphs: [`Version ${winner} ${reason}.`, remedy(check)] }
  const came = version.adds.map((id) => state.files.get(id))
  const names = came.map(({ id }) => fileName(id)).join(', ')
  const where = [...new Set(came.map(({ partition }) => partitionLabel(partition)))].filter((text) => text !== '')
  const common =
    both.length === 0
      ? `${capital(whoOf(version.actor))} removed ${version.removes.map(fileName).join(', ') || 'nothing'}, ${name} removes ${removed.join(', ') || 'nothing'}: no file in common.`
      : `Both remove ${both.map(fileName).join(', ')}.`
  return {
    title,
    paragraphs: [
      common,
      `But ${name} has looked at ${where.length === 0 ? 'the whole table' : `partition ${where.join(', ')}`}, and ${names} came there since. ${capital(name)} cannot know whether it holds rows that it should have changed, so Delta refuses: ConcurrentAppendException.`,
    ],
  }
}

function remedy(check: number): string {
  if (check === 4)
    return 'One of the two streams has to stop: with one application id, batches would count twice or never.'
  if (check === 2) return 'The statement has to be begun again: it will read the new schema and properties.'
  return 'Begun again it reads the newest version, and then it may well win.'
}
