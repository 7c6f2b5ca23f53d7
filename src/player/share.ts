import { formatCount } from '../base/format.ts'
import { ENGINE_VERSION } from '../engine/version.ts'
import { FIRST_RUN_NAME, type Branch } from './branch.ts'
import type { AnyLab, Scenario, ScenarioFork } from './lab.ts'
import type { Bookmark } from './marks.ts'
import { Session } from './session.ts'
import type { SessionPorts } from './session-core.ts'
import {
  explainFailure,
  explainMismatch,
  MOST_BRANCHES,
  MOST_MARKS,
  type SharedBranch,
  type SharedMoment,
} from './share-link.ts'

/** The moment that a session shows, ready to be sent or kept. Undefined while the engine has not answered. */
export function momentOf(session: Session, note: string): SharedMoment | undefined {
  const { current, position, comparison, bookmarks, breakpoints } = session.state
  const { branch, lab } = session
  const branches = keptBranches(session)
  const data = lab.sharedData?.(branch.spec.params, resultIn(session), branch.log, position)
  if (branch.replay === undefined) return undefined
  const indexOf = (id: string | undefined): number => branches.findIndex((candidate) => candidate.id === id)
  return {
    engine: ENGINE_VERSION,
    lab: session.lab.entry.id,
    branches: branches.map(({ spec: { name, parent, at, params, acts } }): SharedBranch => {
      const left = nearestKept(session, parent, at, branches)
      return { name, parent: indexOf(left.parent), at: left.at, params, acts }
    }),
    current: indexOf(current),
    position,
    bookmarks: bookmarks
      .map((mark) => ({ branch: indexOf(mark.branch), position: mark.position, label: mark.label }))
      .filter((mark) => mark.branch !== -1)
      .slice(-MOST_MARKS),
    breakpoints: breakpoints.slice(-MOST_MARKS).map(({ kind, text }) => ({
      ...(kind === undefined ? {} : { kind }),
      ...(text === undefined ? {} : { text }),
    })),
    note,
    digest: branch.replay.fold.digest(branch.replay.stateAt(position)),
    ...(comparison === undefined ? {} : { comparison: sharedComparison(comparison, indexOf(comparison.other)) }),
    ...(data === undefined ? {} : { data }),
  }
}

function sharedComparison({ lock, otherPosition }: Omit<Comparison, 'other'>, other: number): Comparison {
  return { other, lock, otherPosition }
}

/** What a run of the session gave, where one is over. */
export function resultIn({ state }: Session): unknown {
  for (const { end } of state.branches) if (end.type === 'complete') return end.result
  return undefined
}

/**
 * All branches; of more than a moment can hold the first run, the ones on the screen, those that they left, nearest first,
 * and the newest, each with those it left.
 */
function keptBranches({ core, state }: Session): readonly Branch[] {
  const { branches, current, comparison } = state
  if (branches.length <= MOST_BRANCHES) return branches
  const lineOf = (id: string): string[] => {
    const { parent } = core.branchNamed(id).spec
    return parent === undefined ? [id] : [id, ...lineOf(parent)]
  }
  const shown = [current, ...(comparison === undefined ? [] : [comparison.other])]
  const kept = new Set([...branches.slice(0, 1).map(({ id }) => id), ...shown])
  for (const id of shown.flatMap(lineOf)) if (kept.size < MOST_BRANCHES) kept.add(id)
  for (const { id } of branches.toReversed()) {
    const line = lineOf(id).filter((one) => !kept.has(one))
    if (kept.size + line.length <= MOST_BRANCHES) for (const one of line) kept.add(one)
  }
  return branches.filter(({ id }) => kept.has(id))
}

/**
 * The nearest kept run among those that a branch came from, and how much of it is in the branch: less than of the one that it
 * left, where that one is left out and had left its own before.
 */
function nearestKept(
  { core }: Session,
  parent: string | undefined,
  at: number,
  kept: readonly Branch[],
): { readonly parent: string | undefined; readonly at: number } {
  let left = { parent, at }
  while (left.parent !== undefined && !kept.some(({ id }) => id === left.parent)) {
    const { spec } = core.branchNamed(left.parent)
    left = { parent: spec.parent, at: Math.min(left.at, spec.at) }
  }
  return left
}

/** What of a session its moment leaves out, since a moment holds only so many: "7 of 71 runs"; nothing of a whole one. */
export function leftOutOf({ state }: Session, moment: SharedMoment): readonly string[] {
  const count = (all: number, kept: number, what: string): readonly string[] =>
    all > kept ? [`${formatCount(all - kept)} of ${formatCount(all)} ${what}`] : []
  // Marks of a deleted run wait for it to be brought back.
  const isOnRun = ({ branch }: Bookmark): boolean => state.branches.some(({ id }) => id === branch)
  return [
    ...count(state.branches.length, moment.branches.length, 'runs'),
    ...count(state.bookmarks.filter(isOnRun).length, moment.bookmarks.length, 'bookmarks'),
    ...count(state.breakpoints.length, moment.breakpoints.length, 'breakpoints'),
  ]
}

/** A session that was opened from a link, and what is wrong with it, if anything. */
export interface OpenedMoment {
  readonly session: Session
  /** Resolves when every branch has been run again: the difference in words, undefined when the digests agree. */
  readonly checked: Promise<string | undefined>
}

/**
 * Runs a shared moment again: branches in order, each fork once its parent is long enough, then the playhead. Whoever moves
 * or deletes something meanwhile keeps what they have done; the rest is restored around it.
 */
export function openMoment(lab: AnyLab, ports: SessionPorts, moment: SharedMoment): OpenedMoment {
  const [first] = moment.branches
  if (first === undefined) throw new RangeError('a moment has at least one branch')
  const session = new Session(lab, ports, { params: first.params, acts: first.acts, position: moment.position })
  return { session, checked: replayMoment(session, moment) }
}

async function replayMoment(session: Session, moment: SharedMoment): Promise<string | undefined> {
  const ids = await addBranches(session, moment)
  await restoreMarks(session, moment, ids)
  const id = ids[moment.current]
  const other = moment.comparison === undefined ? undefined : ids[moment.comparison.other]
  for (const wanted of [id, other]) if (wanted !== undefined) await whenEnded(session, wanted)
  if (id !== undefined && isUntouched(session, moment)) showMoment(session, moment, id, other)
  for (const any of ids) if (any !== undefined) await whenEnded(session, any)
  const problem = id === undefined ? undefined : checkMoment(session.core.tryBranch(id), moment)
  return problem ?? explainLateFork(session, moment, ids)
}

/** What to tell of a fork that left a run behind the end which that run has here. */
function explainLateFork(
  session: Session,
  { branches }: SharedMoment,
  ids: readonly (string | undefined)[],
): string | undefined {
  for (const { name, parent, at } of branches) {
    const left = session.core.tryBranch(ids[parent] ?? '')
    if (left === undefined || at <= left.log.length) continue
    return `The link has "${name}" leave at event ${formatCount(at)}; the run it leaves has ${formatCount(left.log.length)} events here.`
  }
  return undefined
}

/** Ids of the moment's branches; undefined for one whose parent was deleted meanwhile. */
async function addBranches(session: Session, moment: SharedMoment): Promise<readonly (string | undefined)[]> {
  const ids: (string | undefined)[] = [session.branch.id]
  for (const shared of moment.branches.slice(1)) {
    const parent = shared.parent === -1 ? undefined : ids[shared.parent]
    if (parent !== undefined) await whenEnded(session, parent)
    const trunk = parent === undefined ? undefined : session.core.tryBranch(parent)
    const isLost = shared.parent !== -1 && trunk === undefined
    // The parent may have become shorter: then it is forked at its end, and the check says what differs.
    const at = Math.min(shared.at, trunk?.log.length ?? shared.at)
    ids.push(isLost ? undefined : session.branching.addBranch({ ...shared, parent, at }))
  }
  return ids
}

/** True while the session stands where opening the moment has put it. */
function isUntouched(session: Session, moment: SharedMoment): boolean {
  const { branches, current, position, comparison, prediction, direction } = session.state
  const [first] = branches
  if (first?.id !== current || comparison !== undefined || prediction !== undefined || direction !== 0) return false
  return position === Math.min(moment.position, first.log.length)
}

function showMoment(session: Session, moment: SharedMoment, current: string, other: string | undefined): void {
  const { position, comparison } = moment
  // A place of its own may have made the other run the one on the stage.
  const isComparable = other !== undefined && other !== current && session.core.tryBranch(other) !== undefined
  if (comparison === undefined || !isComparable) {
    return session.branching.switchTo(current, position)
  }
  const { core } = session
  const [from, to] = [core.branchNamed(current), core.branchNamed(other)]
  // Without a place of its own the other head goes where the lock holds it.
  const held = comparison.lock === 'state' ? core.samePlace(from, Math.min(position, from.log.length), to) : position
  const otherPosition = Math.min(to.log.length, comparison.otherPosition ?? held)
  core.move(position, { current, comparison: { other, lock: comparison.lock, otherPosition } })
}

/** What is wrong with the branch of a moment, in words. Nothing is said of one that was deleted. */
function checkMoment(branch: Branch | undefined, moment: SharedMoment): string | undefined {
  if (branch === undefined) return undefined
  if (branch.end.type === 'failed') return explainFailure(moment, branch.end.error.message)
  if (branch.replay === undefined || moment.position > branch.log.length) {
    return `The link points at event ${formatCount(moment.position)}; the log has ${formatCount(branch.log.length)} events here.`
  }
  return explainMismatch(moment, branch.replay.fold.digest(branch.replay.stateAt(moment.position)))
}

/** Nobody has just made them: they are not told as what is. */
async function restoreMarks(
  session: Session,
  { bookmarks, breakpoints }: SharedMoment,
  ids: readonly (string | undefined)[],
): Promise<void> {
  session.core.isQuiet = true
  try {
    for (const { branch, position, label } of bookmarks) {
      const id = ids[branch]
      if (id !== undefined) session.marking.addBookmark(label, { branch: id, position })
    }
    for (const { kind, text } of breakpoints) {
      if (kind === undefined || kind < session.lab.kinds.length) session.marking.addBreakpoint(kind, text)
    }
    // Those on a text come with the lab's words, or say themselves that they do not.
    if (breakpoints.some(({ text }) => text !== undefined)) await session.lab.prepareWords?.().catch(() => undefined)
  } finally {
    session.core.isQuiet = false
  }
}

/** Resolves when the branch's log has come to its end, or the branch is gone. */
function whenEnded(session: Session, id: string): Promise<void> {
  const isOver = (): boolean => session.core.tryBranch(id)?.end.type !== 'writing'
  if (isOver()) return Promise.resolve()
  return new Promise((resolve) => {
    const unsubscribe = session.core.store.subscribe(() => {
      if (!isOver()) return
      unsubscribe()
      resolve()
    })
  })
}

/** A scenario as a moment; it has no digest, so its check says nothing. */
export function momentOfScenario(lab: AnyLab, scenario: Scenario): SharedMoment {
  const { params, position, fork } = scenario
  const trunk = { name: FIRST_RUN_NAME, parent: -1, at: 0, params, acts: [] }
  const acts = fork?.acts ?? []
  const at = fork?.params === undefined ? Math.min(...acts.map((act) => act.at)) : 0
  return {
    engine: ENGINE_VERSION,
    lab: lab.entry.id,
    branches:
      fork === undefined ? [trunk] : [trunk, { name: fork.name, parent: 0, at, params: fork.params ?? params, acts }],
    current: 0,
    position,
    bookmarks: [],
    breakpoints: [],
    note: scenario.claim,
    digest: '',
    ...(fork === undefined ? {} : { comparison: { other: 1, ...lockOf(fork) } }),
  }
}

/** Heads of which each has a place of its own move by themselves. */
function lockOf({ position }: ScenarioFork): Pick<Comparison, 'lock' | 'otherPosition'> {
  return position === undefined ? { lock: 'state' } : { lock: 'nothing', otherPosition: position }
}

type Comparison = NonNullable<SharedMoment['comparison']>
