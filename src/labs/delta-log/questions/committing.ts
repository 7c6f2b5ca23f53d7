import { formatCount, formatPlural } from '../../../base/format.ts'
import { CheckResult, DeltaEvent, Outcome, unpackCheck } from '../../../engine/delta/events.ts'
import type { CheckPayload, CommitPayload, EndPayload } from '../../../engine/delta/events.ts'
import { numeric, numerics } from '../../../player/question-draft.ts'
import { fileName, isQuery, statusOf } from '../read.ts'
import { nextBy, nextStatement, soon, type Scene, type Topic } from './kit.ts'

/** What is written, when others see it, and who wins. */
export const COMMITTING_TOPICS: readonly Topic[] = [
  {
    id: 'rows-of-new-file',
    label: 'How many rows a rewrite carries',
    behind: [DeltaEvent.readData],
    make: ({ log, position, event, name, head }) => {
      const add = nextBy(log, position, event.a, [DeltaEvent.add])
      if (add === undefined || add.c < 0 || head === 'OPTIMIZE' || event.c < 2) return undefined
      return {
        text: `${name} has read ${formatPlural(event.c, 'row')} of ${fileName(event.b)}. How many rows will the file hold that it writes?`,
        right: numeric(add.c, 'what is left of the file, changed or not'),
        wrong: numerics([
          [1, 'the row that changes'],
          [event.c, 'all of them'],
          [0, 'nothing is written'],
          [Math.max(0, event.c - 1), 'all but the one that changes'],
        ]),
        because: `Copy on write carries every row of the file that stays: ${formatPlural(add.c, 'row')}.`,
        until: add.seq,
      }
    },
  },
  {
    id: 'who-sees-it',
    label: 'Who sees a file that is written',
    behind: [DeltaEvent.writeData],
    make: (scene) => {
      const { event, name } = scene
      if (event.b < 0) return undefined
      return {
        text: `${fileName(event.b)} is on disk. Who sees its rows now?`,
        right: { text: 'Nobody', note: 'no commit names it' },
        wrong: [
          { text: 'Every new reader', note: 'it is in the folder' },
          { text: `Only ${name}`, note: 'it is its own transaction' },
          { text: 'Readers who list the folder', note: 'Parquet is Parquet' },
        ],
        because: `Readers take the files that the log names, and no commit names ${fileName(event.b)} yet. Not even ${name} would read it.`,
        until: soon(scene),
      }
    },
  },
  {
    id: 'dies-after-write',
    label: 'What a death leaves behind',
    behind: [DeltaEvent.writeData],
    make: (scene) => {
      const { event, name } = scene
      if (event.b < 0) return undefined
      return {
        text: `If ${name} dies now, what has to be rolled back?`,
        right: { text: 'Nothing: the file is an orphan', note: 'VACUUM finds it later' },
        wrong: [
          { text: `${fileName(event.b)} is deleted at once`, note: 'the store notices' },
          { text: 'The log is repaired', note: 'a transaction is open' },
          { text: 'The table stays locked', note: 'until it is back' },
        ],
        because: `No commit knows of it, so the table is what it was. ${fileName(event.b)} stays on disk until VACUUM finds that no version needs it and that it is old enough.`,
        until: soon(scene),
      }
    },
  },
  {
    id: 'what-is-removed',
    label: 'What remove does to a file',
    behind: [DeltaEvent.remove],
    make: (scene) => {
      const { event, name } = scene
      return {
        text: `${name} notes that ${fileName(event.b)} is to be removed. When does it leave the disk?`,
        right: { text: 'When VACUUM finds it old enough', note: 'time travel needs it till then' },
        wrong: [
          { text: 'Now', note: 'it says remove' },
          { text: 'With the commit', note: 'it takes effect then' },
          { text: 'With the next checkpoint', note: 'the log forgets it' },
        ],
        because:
          'A remove action is a line in the log. Older versions still read the file, so only VACUUM deletes it, by default 7 days later.',
        until: soon(scene),
      }
    },
  },
  {
    id: 'put-holds',
    label: 'What a commit file holds',
    behind: [DeltaEvent.tryCommit],
    make: (scene) => {
      const { run, name, event } = scene
      const own = run.adds.length + run.removes.length
      if (own === 0) return undefined
      return {
        text: `What does the file hold that ${name} puts as version ${event.b}?`,
        right: { text: `${formatPlural(own, 'action')}, and who did what`, note: 'only what changes' },
        wrong: [
          { text: 'The list of all live files', note: 'the new state' },
          { text: 'The rows that changed', note: 'like a database log' },
          { text: 'A pointer to the new files', note: 'and nothing of the old' },
        ],
        because: `A commit says what changes: ${formatPlural(run.adds.length, 'add')} and ${formatPlural(run.removes.length, 'remove')}, besides commitInfo. The state is the sum of all commits.`,
        until: soon(scene),
      }
    },
  },
  {
    id: 'commit-wins',
    label: 'What comes of a commit',
    behind: [DeltaEvent.tryCommit],
    make: ({ log, position, event, name, end }) => {
      if (event.a === 0 || end === undefined) return undefined
      const won = nextBy(log, position, event.a, [DeltaEvent.commit])
      const now = { text: `It becomes version ${event.b}`, note: 'nobody was faster' }
      const later = { text: 'It becomes a later version', note: 'others were faster, without harm' }
      const refused = { text: 'It is refused', note: 'what came first is in conflict' }
      const right = won === undefined ? refused : won.b === event.b ? now : later
      return {
        text: `${name} puts version ${event.b}. What comes of it?`,
        right,
        wrong: [now, refused, later].filter((answer) => answer !== right),
        because: becauseOf(log, position, won === undefined ? end.seq : won.seq, won === undefined),
        until: won?.seq ?? end.seq,
      }
    },
  },
  {
    id: 'final-version',
    label: 'Which number a commit gets',
    behind: [DeltaEvent.tryCommit],
    make: ({ log, position, event, name, run }) => {
      const won = nextBy(log, position, event.a, [DeltaEvent.commit])
      if (won === undefined || event.a === 0) return undefined
      return {
        text: `${name} read version ${run.readVersion ?? 0}. Which version will its commit be?`,
        right: numeric(won.b, 'the first number that is free for it'),
        wrong: numerics([
          [won.b + 1, 'one later'],
          [event.b, 'the one it asks for now'],
          [event.b + 1, 'the next one'],
          [event.b - 1, 'the one that it read'],
        ]),
        because:
          won.b === event.b
            ? `Nobody takes ${event.b} before it.`
            : `${formatPlural(won.b - event.b, 'version')} came first and had nothing to do with what it read, so the same actions go in as ${won.b}.`,
        until: won.seq,
      }
    },
  },
  {
    id: 'live-files-after',
    label: 'How many files a commit leaves',
    behind: [DeltaEvent.tryCommit],
    make: ({ log, position, event, state, run, stateAt }) => {
      const won = nextBy(log, position, event.a, [DeltaEvent.commit])
      if (won === undefined || run.adds.length + run.removes.length === 0) return undefined
      const now = state.counts.liveFiles
      const after = stateAt(won.seq).counts.liveFiles
      return {
        text: `The table has ${formatPlural(now, 'live file')}. How many behind the commit that is put now?`,
        right: numeric(after, 'what came less what went'),
        wrong: numerics([
          [now + run.adds.length, 'those that are added more'],
          [now, 'as many as before'],
          [now - run.removes.length, 'those that are removed fewer'],
          [after + 1, 'one more'],
        ]),
        because: `${formatPlural(run.adds.length, 'file')} are added and ${formatCount(run.removes.length)} removed.`,
        until: won.seq,
      }
    },
  },
  {
    id: 'folder-shrinks',
    label: 'Whether a commit frees space',
    behind: [DeltaEvent.tryCommit],
    make: (scene) => {
      const { run, head, log, position, event } = scene
      const won = nextBy(log, position, event.a, [DeltaEvent.commit])
      if (won === undefined || run.removes.length === 0) return undefined
      return {
        text: `${head} removes ${formatPlural(run.removes.length, 'file')}. What happens to the size of the folder with this commit?`,
        right: { text: 'It grows', note: 'a commit file more, nothing deleted' },
        wrong: [
          { text: 'It shrinks by the removed files', note: 'they are gone' },
          { text: 'It stays the same', note: 'only the log changes' },
        ],
        because:
          'Removed files stay on disk; the new ones and the commit itself come on top. Space is freed by VACUUM.',
        until: won.seq,
      }
    },
  },
  {
    id: 'reader-in-between',
    label: 'What a reader sees meanwhile',
    behind: [DeltaEvent.commit],
    make: (scene) => {
      const { event, log, position } = scene
      const { adds } = log.payload(position) as CommitPayload
      if (adds.length === 0 || event.b === 0) return undefined
      return {
        text: `A reader began at version ${event.b - 1} and is not done. Does it see what version ${event.b} has changed?`,
        right: { text: 'No, it stays at its version', note: 'its snapshot is fixed' },
        wrong: [
          { text: 'Yes, from the next file on', note: 'the log has changed' },
          { text: 'It fails', note: 'its files were removed' },
          { text: 'It has to wait', note: 'a writer is at work' },
        ],
        because: `Readers work on the files of their snapshot, and those are still on disk. Version ${event.b} is for whoever begins now.`,
        until: soon(scene),
      }
    },
  },
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
    make: ({ log, position, event, name }) => {
      const decided = nextBy(log, position, event.a, [DeltaEvent.retry, DeltaEvent.end])
      if (decided === undefined) return undefined
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
      const winner = state.versions.tryGet(event.b)
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
      const { event, name, run } = scene
      if (run.filesWritten.length === 0) return undefined
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

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** The check that fails between two positions, 0 when none does. */
function failedCheck(log: Scene['log'], from: number, to: number, actor: number): number {
  for (let seq = from + 1; seq <= to; seq++) {
    const { kind, a, c } = log.event(seq)
    if (kind !== DeltaEvent.check || a !== actor) continue
    const { check, result } = unpackCheck(c)
    if (result === CheckResult.failed) return check
  }
  return 0
}

function becauseOf(log: Scene['log'], from: number, to: number, isRefused: boolean): string {
  if (!isRefused) return 'Nothing that came first touches what it has read, or the level excuses it.'
  for (let seq = to; seq > from; seq--) {
    const { kind, b, c } = log.event(seq)
    if (kind !== DeltaEvent.check || unpackCheck(c).result !== CheckResult.failed) continue
    return `Version ${b} came first, and it ${(log.payload(seq) as CheckPayload).reason}.`
  }
  const end = log.event(to)
  return end.kind === DeltaEvent.end ? `${capital((log.payload(to) as EndPayload).message)}.` : 'It was refused.'
}
