import { ENGINE_VERSION } from '../engine/version.ts'
import type { Branch } from './branch.ts'
import type { AnyLab } from './lab.ts'
import { Session } from './session.ts'
import type { SessionPorts } from './session-core.ts'
import { explainMismatch, MOST_BRANCHES, type SharedBranch, type SharedMoment } from './share-link.ts'

/** The moment that a session shows, ready to be sent or kept. Undefined while the engine has not answered. */
export function momentOf(session: Session, note: string): SharedMoment | undefined {
  const { current, position, comparison, bookmarks, breakpoints } = session.state
  const { branch, lab } = session
  const branches = keptBranches(session)
  const data = lab.sharedData?.(branch.spec.params)
  if (branch.replay === undefined) return undefined
  const indexOf = (id: string): number => branches.findIndex((candidate) => candidate.id === id)
  return {
    engine: ENGINE_VERSION,
    lab: session.lab.entry.id,
    branches: branches.map(({ spec }): SharedBranch => ({
      name: spec.name,
      parent: spec.parent === undefined ? -1 : indexOf(spec.parent),
      at: spec.at,
      params: spec.params,
      acts: spec.acts,
    })),
    current: indexOf(current),
    position,
    bookmarks: bookmarks
      .map((mark) => ({ branch: indexOf(mark.branch), position: mark.position, label: mark.label }))
      .filter((mark) => mark.branch !== -1),
    breakpoints: breakpoints.map(({ kind, text }) => ({
      ...(kind === undefined ? {} : { kind }),
      ...(text === undefined ? {} : { text }),
    })),
    note,
    digest: branch.replay.fold.digest(branch.replay.stateAt(position)),
    ...(comparison === undefined ? {} : { comparison: { other: indexOf(comparison.other), lock: comparison.lock } }),
    ...(data === undefined ? {} : { data }),
  }
}

/** All branches; of more than a moment can hold, the ones on the screen and the newest, each with those it left. */
function keptBranches(session: Session): readonly Branch[] {
  const { branches, current, comparison } = session.state
  if (branches.length <= MOST_BRANCHES) return branches
  const kept = new Set<string>()
  for (const id of [current, ...(comparison === undefined ? [] : [comparison.other]), ...newestFirst(branches)]) {
    const line = lineOf(session, id).filter((one) => !kept.has(one))
    if (kept.size + line.length <= MOST_BRANCHES) for (const one of line) kept.add(one)
  }
  return branches.filter((branch) => kept.has(branch.id))
}

function newestFirst(branches: readonly Branch[]): string[] {
  return branches.map((branch) => branch.id).reverse()
}

/** A branch and those it came from. */
function lineOf(session: Session, id: string): string[] {
  const line: string[] = []
  for (let at: string | undefined = id; at !== undefined; at = session.core.branchNamed(at).spec.parent) line.push(at)
  return line
}

/** A session that was opened from a link, and what is wrong with it, if anything. */
export interface OpenedMoment {
  readonly session: Session
  /** Resolves when every branch has been run again: the difference in words, undefined when the digests agree. */
  readonly checked: Promise<string | undefined>
}

/** Runs a shared moment again: branches in order, each fork once its parent is long enough, then the playhead. */
export function openMoment(lab: AnyLab, ports: SessionPorts, moment: SharedMoment): OpenedMoment {
  const [first] = moment.branches
  if (first === undefined) throw new RangeError('a moment has at least one branch')
  const session = new Session(lab, ports, { params: first.params, acts: first.acts, position: moment.position })
  return { session, checked: replayMoment(session, moment) }
}

async function replayMoment(session: Session, moment: SharedMoment): Promise<string | undefined> {
  const ids = [session.branch.id]
  for (const shared of moment.branches.slice(1)) {
    const parent = shared.parent === -1 ? undefined : ids[shared.parent]
    if (parent !== undefined) await whenEnded(session, session.core.branchNamed(parent))
    ids.push(session.branching.addBranch({ ...shared, parent }))
  }
  restoreMarks(session, moment, ids)
  await whenEnded(session, session.core.branchNamed(ids[moment.current] as string))
  session.branching.switchTo(ids[moment.current] as string, moment.position)
  for (const id of ids) await whenEnded(session, session.core.branchNamed(id))
  if (moment.comparison !== undefined) {
    session.comparing.start(ids[moment.comparison.other] as string)
    session.comparing.setLock(moment.comparison.lock)
  }
  const { branch } = session
  if (branch.end.type === 'failed') return `The run ended with an error: ${branch.end.error.message}`
  if (branch.replay === undefined || moment.position > branch.log.length) {
    return `The link points at event ${moment.position}; the log has ${branch.log.length} events here.`
  }
  return explainMismatch(moment, branch.replay.fold.digest(branch.replay.stateAt(moment.position)))
}

function restoreMarks(session: Session, { bookmarks, breakpoints }: SharedMoment, ids: readonly string[]): void {
  for (const { branch, position, label } of bookmarks) {
    session.marking.addBookmark(label, { branch: ids[branch] as string, position })
  }
  for (const { kind, text } of breakpoints) {
    if (kind === undefined || kind < session.lab.kinds.length) session.marking.addBreakpoint(kind, text)
  }
}

function whenEnded(session: Session, branch: Branch): Promise<void> {
  if (branch.end.type !== 'writing') return Promise.resolve()
  return new Promise((resolve) => {
    const unsubscribe = session.core.store.subscribe(() => {
      if (branch.end.type === 'writing') return
      unsubscribe()
      resolve()
    })
  })
}
