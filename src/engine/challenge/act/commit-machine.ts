import { assert } from '../../../base/assert.ts'
import { outcomeAgainst, type ExerciseWriter, type PlacedFile } from '../delta-conflicts.ts'
import type { IsolationLevel } from '../../delta/isolation.ts'
import { mistake, type Cell, type Lane, type Machine, type MoveGroup, type Taken } from './machine.ts'

/**
 * An UPDATE of one partition against another writer, whose first commit lands while the data files are written and
 * whose second one while the first is compared. After the conflict the statement is run again, and nobody is in the way.
 */
export interface CommitExercise {
  /** The version that the first attempt finds, and the files that are live in it. */
  readonly version: number
  readonly files: readonly PlacedFile[]
  /** Partition whose rows are changed: two files of it are live at the beginning, and after the other's commits. */
  readonly partition: string
  /** The other writer's commits, at version + 1 and version + 2. The first must not conflict, the second must. */
  readonly others: readonly [OtherCommit, OtherCommit]
  readonly isolation: IsolationLevel
}

export interface OtherCommit extends ExerciseWriter {
  /** "append to mon". */
  readonly what: string
}

export interface CommitState {
  readonly attempt: 1 | 2
  /** The version of the snapshot, undefined before the log was read. */
  readonly snapshot: number | undefined
  readonly isScanned: boolean
  /** Which of the two files have their changed copies. */
  readonly copied: readonly number[]
  /** The last version in the log. */
  readonly latest: number
  /** The last version up to which nothing speaks against this transaction. */
  readonly cleared: number
  /** The version that somebody else had first, and whether it has been read. */
  readonly lost: number | undefined
  readonly isRead: boolean
  readonly conflict: string | undefined
  readonly isFailed: boolean
  readonly committed: number | undefined
}

const EXCEPTIONS = [
  'ConcurrentAppendException',
  'ConcurrentDeleteReadException',
  'ConcurrentDeleteDeleteException',
  'MetadataChangedException',
] as const

const MISTAKES = {
  'no-snapshot': 'reads or writes files before it knows the snapshot',
  'no-scan': 'writes changed rows before it has read them',
  'log-first': 'commits files that are not written',
  gap: 'leaves a version out',
  taken: 'tries a version that is known to be there',
  unchecked: 'goes on to the next version without comparing',
  overwrite: 'replaces a commit that is there',
  unread: 'compares with a commit that it has not read',
  'nothing-lost': 'looks for a winner where there is none',
  needless: 'gives up though nothing conflicts',
  'wrong-exception': 'names another conflict than the one there is',
  'commit-conflict': 'commits in spite of a conflict',
  'silent-restart': 'starts again without telling anybody',
  'needless-restart': 'starts again though its files are good',
  'after-failure': 'goes on with a transaction that has failed',
  twice: 'does something again that is done',
} as const

/** Optimistic concurrency of a Delta table, from the snapshot to the commit. */
export function createCommitMachine(exercise: CommitExercise): Machine<CommitState> {
  const { version, others } = exercise
  assert(conflictWith(exercise, 0) === undefined, 'the first commit of the other does not conflict')
  assert(conflictWith(exercise, 1) !== undefined, 'the second commit of the other conflicts')
  assert(
    targetsOf(exercise, version).length === 2 && targetsOf(exercise, version + others.length).length === 2,
    'two files',
  )
  return {
    start: beginAt(version, 1),
    movesAt: (state) => movesOf(exercise, state),
    take: (state, move) => takeMove(exercise, state, move),
    isDone: ({ committed }) => committed !== undefined,
    show: (state) => show(exercise, state),
    mistakes: MISTAKES,
  }
}

function beginAt(latest: number, attempt: 1 | 2): CommitState {
  return {
    attempt,
    snapshot: undefined,
    isScanned: false,
    copied: [],
    latest,
    cleared: -1,
    lost: undefined,
    isRead: false,
    conflict: undefined,
    isFailed: false,
    committed: undefined,
  }
}

function movesOf(exercise: CommitExercise, state: CommitState): readonly MoveGroup[] {
  const { version } = exercise
  const targets = targetsOf(exercise, state.snapshot ?? state.latest)
  return [
    {
      label: 'Read',
      moves: [
        { id: 'snapshot', text: 'the log, for a snapshot' },
        { id: 'scan', text: `the files of ${exercise.partition}` },
        { id: 'read', text: 'the commit that won' },
      ],
    },
    { label: 'Write the changed copy of', moves: targets.map(({ path }, i) => ({ id: `copy ${i}`, text: path })) },
    {
      label: 'Put if absent',
      moves: [1, 2, 3].map((more) => ({ id: `put ${version + more}`, text: `${version + more}.json` })),
    },
    {
      label: 'Decide',
      moves: [
        { id: 'check', text: 'compare the winner with what you read' },
        { id: 'over', text: 'replace the winner’s commit' },
        { id: 'again', text: 'run the statement again' },
      ],
    },
    { label: 'Fail with', moves: EXCEPTIONS.map((name) => ({ id: `fail ${name}`, text: name })) },
  ]
}

function takeMove(exercise: CommitExercise, state: CommitState, move: string): Taken<CommitState> {
  const [verb, what = ''] = move.split(' ')
  if (verb === 'again') return takeAgain(state)
  if (state.isFailed) {
    return mistake(
      'after-failure',
      'The statement has failed, and nothing of it can be committed any more. Whoever sent it runs it again.',
    )
  }
  switch (verb) {
    case 'snapshot':
      return takeSnapshot(state)
    case 'scan':
      return takeScan(exercise, state)
    case 'copy':
      return takeCopy(exercise, state, Number(what))
    case 'put':
      return takePut(state, Number(what))
    case 'read':
      return takeRead(state)
    case 'check':
      return takeCheck(exercise, state)
    case 'fail':
      return takeFail(state, what)
    default:
      return mistake(
        'overwrite',
        'A commit that is there is somebody’s, and readers may have seen it. Put if absent exists so that it is never replaced: with it their rows would be lost.',
      )
  }
}

function takeSnapshot(state: CommitState): Taken<CommitState> {
  if (state.snapshot !== undefined) {
    return mistake(
      'twice',
      `A transaction stays at its snapshot, version ${state.snapshot}. What others have committed since is found out when it commits.`,
    )
  }
  return {
    next: { ...state, snapshot: state.latest, cleared: state.latest },
    did: `snapshot of version ${state.latest}`,
  }
}

function takeScan({ partition }: CommitExercise, state: CommitState): Taken<CommitState> {
  if (state.snapshot === undefined) {
    return mistake(
      'no-snapshot',
      'Which files belong to the table is known from the log only: a folder also holds files of other versions and of failed writers.',
    )
  }
  if (state.isScanned) return mistake('twice', `The files of ${partition} have been read already.`)
  return { next: { ...state, isScanned: true }, did: `files of ${partition} read` }
}

function takeCopy(exercise: CommitExercise, state: CommitState, i: number): Taken<CommitState> {
  if (state.snapshot === undefined)
    return mistake('no-snapshot', 'It is not known yet which files are to be changed: that stands in the log.')
  if (!state.isScanned)
    return mistake('no-scan', 'A copy holds all rows of the old file, changed or not. They have to be read first.')
  const path = targetsOf(exercise, state.snapshot)[i]?.path ?? ''
  if (state.copied.includes(i))
    return mistake('twice', `${path} has its copy, and a second one would be named by no version.`)
  const copied = [...state.copied, i].sort((a, b) => a - b)
  const isOvertaken = state.attempt === 1 && copied.length === 2
  return { next: { ...state, copied, latest: state.latest + (isOvertaken ? 1 : 0) }, did: `copy of ${path} written` }
}

function takePut(state: CommitState, at: number): Taken<CommitState> {
  if (state.copied.length < 2) {
    return mistake('log-first', 'A commit names files, and whoever reads it must find them. Data first, the log last.')
  }
  if (state.conflict !== undefined) {
    return mistake(
      'commit-conflict',
      `The winner changed what you read. A commit now would undo its work or build on rows that are gone: ${state.conflict}.`,
    )
  }
  const next = state.cleared + 1
  if (at <= state.cleared || at === state.lost) return mistake('taken', `Version ${at} is in the log already.`)
  if (state.lost !== undefined) {
    return mistake(
      'unchecked',
      `It is not known what version ${state.lost} did. It may have removed the very files that you have read.`,
    )
  }
  if (at > next)
    return mistake(
      'gap',
      `Nobody is known to have version ${next}. Versions follow each other without a gap, or the log cannot be read.`,
    )
  if (state.latest >= at) {
    return { next: { ...state, lost: at, isRead: false }, did: `version ${at} is there already: somebody was first` }
  }
  return { next: { ...state, latest: at, committed: at }, did: `version ${at} committed` }
}

function takeRead(state: CommitState): Taken<CommitState> {
  if (state.lost === undefined) return noWinner()
  if (state.isRead) return mistake('twice', `Version ${state.lost} has been read already.`)
  return { next: { ...state, isRead: true }, did: `commit ${state.lost} read` }
}

function takeCheck(exercise: CommitExercise, state: CommitState): Taken<CommitState> {
  const { lost } = state
  if (lost === undefined) return noWinner()
  if (!state.isRead) return mistake('unread', `What version ${lost} added and removed is not known before it is read.`)
  if (state.conflict !== undefined) return mistake('twice', `It was compared: ${state.conflict}.`)
  const conflict = conflictWith(exercise, lost - exercise.version - 1)
  if (conflict !== undefined) return { next: { ...state, conflict }, did: `version ${lost} conflicts: ${conflict}` }
  // While it was compared the other one has committed again.
  const next = { ...state, cleared: lost, lost: undefined, isRead: false, latest: state.latest + 1 }
  return { next, did: `version ${lost} does not conflict` }
}

function takeFail(state: CommitState, exception: string): Taken<CommitState> {
  if (state.conflict === undefined) {
    return mistake(
      'needless',
      'Nothing conflicts as far as is known. To lose the race for a version is no conflict: the winner is compared, and if it changed nothing that was read the next version is tried in silence.',
    )
  }
  if (exception !== state.conflict)
    return mistake('wrong-exception', `The first check that fails names it: ${state.conflict}.`)
  return { next: { ...state, isFailed: true }, did: `failed with ${exception}` }
}

function takeAgain(state: CommitState): Taken<CommitState> {
  if (state.isFailed) return { next: beginAt(state.latest, 2), did: 'the statement is run again' }
  if (state.conflict !== undefined) {
    return mistake(
      'silent-restart',
      'A writer does not start over by itself. The statement fails with the exception, and whoever sent it decides.',
    )
  }
  return mistake(
    'needless-restart',
    'Nothing speaks against the snapshot and the files of this attempt so far. Reading and writing them again would be work for nothing.',
  )
}

function noWinner(): Taken<CommitState> {
  return mistake(
    'nothing-lost',
    'Nobody is known to have been first. Whether somebody was shows when the version is put.',
  )
}

/** The exception that the first attempt meets in a commit of the other, by the conflict checker of the engine. */
function conflictWith(exercise: CommitExercise, other: number): string | undefined {
  const { version, partition, others, isolation } = exercise
  const files = targetsOf(exercise, version)
  const mine: ExerciseWriter = {
    reads: [partition],
    readFiles: files,
    remove: files,
    add: files.map(({ path }) => ({ path: copyName(path, 1), partition })),
  }
  const outcome = outcomeAgainst(mine, others[other] as OtherCommit, isolation)
  return outcome === 'commits' ? undefined : outcome
}

/** The live files of a version that the UPDATE changes. */
function targetsOf(exercise: CommitExercise, version: number): readonly PlacedFile[] {
  return filesAt(exercise, version).filter(({ partition }) => partition === exercise.partition)
}

function filesAt({ version, files, others }: CommitExercise, at: number): readonly PlacedFile[] {
  return others
    .slice(0, Math.max(0, at - version))
    .reduce<readonly PlacedFile[]>(
      (live, { add = [], remove = [] }) => [
        ...live.filter(({ path }) => !remove.some((gone) => gone.path === path)),
        ...add,
      ],
      files,
    )
}

function copyName(path: string, attempt: number): string {
  return `${path}${'′'.repeat(attempt)}`
}

function show(exercise: CommitExercise, state: CommitState): readonly Lane[] {
  const { version } = exercise
  const { attempt, snapshot, lost, isRead, committed } = state
  const known = attempt === 2 ? state.latest : Math.max(version, state.cleared, isRead && lost !== undefined ? lost : 0)
  const log = Array.from({ length: known - version + 3 }, (_, i): Cell => commitCell(exercise, state, version - 2 + i))
  const unknown: Cell[] = lost !== undefined && !isRead ? [{ text: `${lost} ?`, tone: 'here' }] : []
  const files = snapshot === undefined ? [] : filesAt(exercise, snapshot)
  const written = snapshot === undefined ? [] : state.copied.map((i) => targetsOf(exercise, snapshot)[i]?.path ?? '')
  const orphans = attempt === 2 ? targetsOf(exercise, version) : []
  return [
    { label: 'the log, as you know it', cells: [...log, ...unknown] },
    {
      label: snapshot === undefined ? 'snapshot' : `snapshot of ${snapshot}`,
      note: state.isScanned ? `files of ${exercise.partition} read` : 'no file read',
      cells: files.map(({ path, partition }) => ({
        text: `${partition}/${path}`,
        tone: state.isScanned && partition === exercise.partition ? 'here' : 'later',
      })),
    },
    {
      label: 'your files',
      note: committed === undefined ? 'in no version yet' : `in version ${committed}`,
      cells: written.map((path) => ({
        text: copyName(path, attempt),
        tone: committed === undefined ? 'here' : 'done',
      })),
    },
    ...(orphans.length > 0
      ? [
          {
            label: 'left behind',
            note: 'in no version: VACUUM deletes them once they are old enough',
            cells: orphans.map(({ path }): Cell => ({ text: copyName(path, 1), tone: 'later' })),
          },
        ]
      : []),
  ]
}

function commitCell({ version, others }: CommitExercise, { lost, committed }: CommitState, at: number): Cell {
  const tone = at === lost ? 'here' : 'done'
  if (at === committed) return { text: `${at} yours`, tone: 'here' }
  const other = others[at - version - 1]
  return { text: other === undefined ? String(at) : `${at} ${other.what}`, tone }
}
