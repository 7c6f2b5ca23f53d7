import { tryVersion } from '../../../engine/delta/state.ts'
import { formatPlural } from '../../../base/format.ts'
import { CheckResult, DeltaEvent, Outcome, unpackCheck } from '../../../engine/delta/events.ts'
import type { CheckPayload, EndPayload } from '../../../engine/delta/events.ts'
import { numeric, numerics } from '../../../player/question-draft.ts'
import { fileName, isQuery, statusOf } from '../read.ts'
import { capital } from '../phases.ts'
import { becauseOf, failedCheck } from './decisions.ts'
import { nextBy, nextStatement, soon, type Topic } from './kit.ts'

/** Who was faster, whether that matters, and what becomes of the loser. */
export const CHECKING_TOPICS: readonly Topic[] = [
  {
    id: 'after-losing',
    label: 'What a loser does next',
    behind: [DeltaEvent.lose],
    make: ({ log, position, event, name }) => {
      const next = nextBy(log, position, event.a, [DeltaEvent.winner])
      if (next === undefined) return undefined
      return {
        text: `${name} lost version ${event.b}. What does it do next?`,
        right: { text: 'It reads the winning commit', note: 'are the two in conflict?' },
        wrong: [
          { text: 'It throws', note: 'the caller starts over' },
          { text: 'It reads its files again', note: 'they may be old' },
          { text: `It puts version ${event.b + 1} at once`, note: 'first come, first served' },
        ],
        because: `Losing the put only says that somebody came first. Whether that matters is in the winner's actions, so ${name} reads them and checks.`,
        until: next.seq,
      }
    },
  },
  {
    id: 'which-check',
    label: 'Which check fails',
    behind: [DeltaEvent.lose, DeltaEvent.winner],
    make: ({ log, position, event, name, head }) => {
      const decided = nextBy(log, position, event.a, [DeltaEvent.retry, DeltaEvent.end])
      // RESTORE gives up without a look at the winner.
      if (decided === undefined || head === 'RESTORE') return undefined
      const failed = failedCheck(log, position, decided.seq, event.a)
      const names = [
        'none: it may go on',
        'metadata changed',
        'app id used',
        'files added',
        'files removed that it read',
      ]
      const places = [0, 2, 4, 5, 6]
      const right = names[places.indexOf(failed)]
      if (right === undefined) return undefined
      return {
        text: `${name} checks its commit against the winner. Which check fails?`,
        right: { text: right, note: failed === 0 ? 'they have nothing in common' : `check ${failed} of 7` },
        wrong: [names[3], names[0], names[4], names[1]]
          .filter((text): text is string => text !== undefined && text !== right)
          .map((text) => ({ text, note: text === names[0] ? 'they have nothing in common' : 'it was done meanwhile' })),
        because: becauseOf(log, position, decided.seq, failed !== 0),
        until: decided.seq,
      }
    },
  },
  {
    id: 'check-result',
    label: 'Whether a check passes',
    behind: [DeltaEvent.check],
    make: ({ log, position, event, name }) => {
      const { check } = unpackCheck(event.c)
      const next = nextBy(log, position, event.a, [DeltaEvent.check])
      if (next === undefined || check !== 4) return undefined
      const { result } = unpackCheck(next.c)
      const texts = [
        { text: 'It passes', note: 'no file came where it looked' },
        { text: 'It is excused', note: 'a file came, and the level lets it be' },
        { text: 'It fails', note: 'a file came where it looked' },
      ]
      const right = texts[result]
      if (right === undefined) return undefined
      return {
        text: `Next is check 5: has version ${event.b} added files that ${name} should have read?`,
        right,
        wrong: texts.filter((answer) => answer !== right),
        because:
          result === CheckResult.passed
            ? 'No file was added where it has looked.'
            : `${capital((log.payload(next.seq) as CheckPayload).reason)}.`,
        until: next.seq,
      }
    },
  },
  {
    id: 'other-level',
    label: 'What the other isolation level would do',
    behind: [DeltaEvent.check],
    make: (scene) => {
      const { event, state, name } = scene
      const { check, result } = unpackCheck(event.c)
      const winner = tryVersion(state, event.b)
      if (check !== 5 || result === CheckResult.passed || winner === undefined) return undefined
      if (state.isolation === 'SnapshotIsolation' || scene.head === 'OPTIMIZE') return undefined
      const isStrict = state.isolation === 'Serializable'
      const other = isStrict ? 'WriteSerializable' : 'Serializable'
      const wouldFail = isStrict ? !winner.isBlindAppend : true
      const fails = { text: 'It would fail', note: 'a file came where it looked' }
      const excused = { text: 'It would be excused', note: 'the append may be placed behind' }
      return {
        text: `Check 5 against version ${event.b} ${result === CheckResult.failed ? 'failed' : 'was excused'} under ${state.isolation}. What under ${other}?`,
        right: wouldFail ? fails : excused,
        wrong: [wouldFail ? excused : fails, { text: 'It would not be made', note: 'only one level has it' }],
        because: winner.isBlindAppend
          ? `Version ${event.b} is a blind append: WriteSerializable lets ${name} be placed before it, Serializable does not.`
          : `Version ${event.b} had read before it wrote, so it is no blind append, and neither level excuses it.`,
        until: soon(scene),
      }
    },
  },
  {
    id: 'exception-name',
    label: 'Which exception the caller gets',
    behind: [DeltaEvent.check],
    make: ({ event, end, log, name }) => {
      const { result } = unpackCheck(event.c)
      if (result !== CheckResult.failed || end === undefined) return undefined
      const { exception } = log.payload(end.seq) as EndPayload
      if (exception === undefined) return undefined
      const names = [
        'ConcurrentAppendException',
        'ConcurrentDeleteReadException',
        'ConcurrentDeleteDeleteException',
        'MetadataChangedException',
        'ConcurrentTransactionException',
      ]
      return {
        text: `The check failed. Which exception does ${name}'s caller get?`,
        right: { text: exception, note: 'by the check that failed' },
        wrong: names.filter((text) => text !== exception).map((text) => ({ text, note: 'by another check' })),
        because: `Each check has its own: this one is ${exception}.`,
        until: end.seq,
      }
    },
  },
  {
    id: 'work-of-retry',
    label: 'What trying a later version costs',
    behind: [DeltaEvent.retry],
    make: (scene) => {
      const { event, name, run, params } = scene
      // Where rows are compared the marks of both are put together anew.
      if (run.filesWritten.length === 0 || params.rowLevel) return undefined
      return {
        text: `${name} goes for version ${event.b}. How many of its ${formatPlural(run.filesWritten.length, 'data file')} does it write again?`,
        right: numeric(0, 'they are good as they are'),
        wrong: numerics([
          [run.filesWritten.length, 'all: the version is another'],
          [1, 'the one that was checked'],
        ]),
        because:
          'Nothing it depends on has changed, so the files and the actions are still right. Only the number in the name is new.',
        until: soon(scene),
      }
    },
  },
  {
    id: 'orphans-of-refusal',
    label: 'What a refusal leaves on disk',
    behind: [DeltaEvent.end],
    make: (scene) => {
      const { event, run, name, state } = scene
      if (event.b !== Outcome.conflicted) return undefined
      const orphans = run.filesWritten.filter((id) => statusOf(state, state.files.get(id)) === 'orphan').length
      return {
        text: `${name} is refused. How many data files has it left on disk that no commit names?`,
        right: numeric(orphans, 'what it had written'),
        wrong: numerics([
          [0, 'a refusal cleans up'],
          [run.filesWritten.length + run.removes.length, 'what it wrote and removed'],
          [orphans + 1, 'one more'],
          [1, 'one'],
        ]),
        because:
          orphans === 0
            ? 'It had written no data file: a DELETE of whole files, or a change of metadata, needs none.'
            : `${run.filesWritten.map(fileName).join(', ')}: written before the put, and in no commit. VACUUM will find them.`,
        until: soon(scene),
      }
    },
  },
  {
    id: 'second-attempt',
    label: 'What a statement does when it is begun again',
    behind: [DeltaEvent.end],
    make: ({ log, position, event, name, run }) => {
      if (event.b !== Outcome.conflicted || nextStatement(log, position, event.a) !== run.text) return undefined
      const begin = nextBy(log, position, event.a, [DeltaEvent.begin])
      const end = begin === undefined ? undefined : nextBy(log, begin.seq, event.a, [DeltaEvent.end])
      if (end === undefined) return undefined
      const commits = { text: 'It commits', note: 'from the newest version' }
      const refused = { text: 'It is refused again', note: 'the reason is still there' }
      const skips = { text: 'It finds nothing to do', note: 'it was done already' }
      const right = end.b === Outcome.committed ? commits : end.b === Outcome.unchanged ? skips : refused
      return {
        text: `${name}'s caller begins the same statement again. What comes of it?`,
        right,
        wrong: [commits, skips, refused].filter((answer) => answer !== right),
        because:
          right === skips
            ? `${capital((log.payload(end.seq) as EndPayload).message)}.`
            : right === commits
              ? `It reads the newest version, which has what it was refused for, and commits version ${end.c}.`
              : (log.payload(end.seq) as EndPayload).message,
        until: end.seq,
      }
    },
  },
  {
    id: 'needs-lock',
    label: 'How writers are kept apart',
    behind: [DeltaEvent.begin],
    make: (scene) => {
      const { name, event, run, params } = scene
      if (event.a === 0 || isQuery(run)) return undefined
      const absent = { text: 'A put that fails when the file is there', note: 'the store decides' }
      const nothing = { text: 'Nothing', note: 'it looks, then puts' }
      const isSafe = params.store === 'put-if-absent'
      return {
        text: `What keeps ${name} and another writer from both writing the same version?`,
        right: isSafe ? absent : nothing,
        wrong: [
          isSafe ? nothing : absent,
          { text: 'A lock on the table', note: 'writers take turns' },
          { text: 'A lock on the rows', note: 'like a database' },
        ],
        because: isSafe
          ? 'Of two puts of one version the store lets one win: put-if-absent is the only thing that Delta needs of it.'
          : 'This store cannot put only where nothing is. Both may look before either puts, and then the later one replaces the other.',
        until: soon(scene),
      }
    },
  },
]
