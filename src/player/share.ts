import { ENGINE_VERSION } from '../engine/version.ts'
import type { Branch } from './branch.ts'
import type { AnyLab } from './lab.ts'
import { Session } from './session.ts'
import type { SessionPorts } from './session-core.ts'
import { explainMismatch, type SharedBranch, type SharedMoment } from './share-link.ts'

/** The moment that a session shows, ready to be sent. Undefined while the engine has not answered. */
export function momentOf(session: Session, note: string): SharedMoment | undefined {
  const { branches, current, position, comparison } = session.state
  const { branch, lab } = session
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
    note,
    digest: branch.replay.fold.digest(branch.replay.stateAt(position)),
    ...(comparison === undefined ? {} : { comparison: { other: indexOf(comparison.other), lock: comparison.lock } }),
    ...(data === undefined ? {} : { data }),
  }
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
  for (const id of ids) await whenEnded(session, session.core.branchNamed(id))
  session.branching.switchTo(ids[moment.current] as string, moment.position)
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
