import { formatCount, formatPlural } from '../../../base/format.ts'
import type { Branch } from '../../../player/branch.ts'
import type { OwnDataRun, Params, ParamValue } from '../../../player/lab.ts'
import { Session } from '../../../player/session.ts'
import type { SessionPorts, SessionStart } from '../../../player/session-core.ts'
import { createSessionPorts } from '../../../player/session-ports.ts'
import { openMoment, resultIn } from '../../../player/share.ts'
import type { SharedMoment } from '../../../player/share-link.ts'
import { ENGINE_VERSION } from '../../../engine/version.ts'
import { isRecord } from '../../../base/parse.ts'
import type { Engine } from '../../../player/ask.ts'
import type { SharedResumption } from '../../../player/shared-data.ts'
import { createFileEngine, createJobId } from './file-engine.ts'
import { ownLab } from './own-lab.ts'
import type { FileReport, Leftover } from './reports.ts'
import { tryNearest } from './resumption.ts'

/** A sort of a file on the bench. */
export interface OpenedRun {
  /** Tells it from a run that is gone on with. */
  readonly id: string
  readonly session: Session
  /** Names what the sort leaves in this browser. */
  readonly job: string
  /** What came with a link: the sender's words, what is known to be other here, and in the end what differs besides. */
  readonly link:
    | {
        readonly note: string
        readonly remark: string | undefined
        readonly problem: Promise<string | undefined>
      }
    | undefined
}

/** Sorts a file; `job` names a sort that was cut off, to go on with. */
export function startRun(engine: Engine, file: File, start: SessionStart, job = createJobId()): OpenedRun {
  const session = new Session(ownLab, portsFor(engine, file, job), start)
  fetchWords(session)
  return { id: createJobId(), session, job, link: undefined }
}

/** Runs the sorts of a link again on the same file. */
export function openShared(engine: Engine, file: File, moment: SharedMoment): OpenedRun {
  const job = createJobId()
  const resumed = moment.data?.resumed
  // Where the bookmarks of a sort that went on stand is not where they would stand here.
  const opened = resumed === undefined ? moment : { ...moment, bookmarks: [] }
  const { session, checked } = openMoment(ownLab, portsFor(engine, file, job), opened)
  fetchWords(session)
  return {
    id: createJobId(),
    session,
    job,
    link: {
      note: moment.note,
      remark: resumed === undefined ? undefined : describeResumed(resumed, moment),
      problem: explainOpened(session, moment, checked),
    },
  }
}

/** Other rows are told before what follows from them. */
async function explainOpened(
  session: Session,
  moment: SharedMoment,
  checked: Promise<string | undefined>,
): Promise<string | undefined> {
  const problem = await checked
  const resumed = moment.data?.resumed
  if (resumed === undefined) return explainRows(moment, resultIn(session)) ?? problem
  const [trunk] = session.state.branches
  if (trunk?.end.type !== 'complete') return problem
  seekNearest(session, moment, tryNearest(trunk.log, resumed))
  return explainRows(moment, trunk.end.result)
}

/** Goes to the place, unless somebody has gone elsewhere meanwhile. */
function seekNearest(session: Session, moment: SharedMoment, place: number | undefined): void {
  const { position, prediction, direction } = session.state
  const isUntouched = position === Math.min(moment.position, session.branch.log.length)
  if (place === undefined || !isUntouched || prediction !== undefined || direction !== 0) return
  session.seek(place)
}

/** Whose events a link's moment is of, where the file alone does not give them. */
function describeResumed({ runs }: SharedResumption, { position, bookmarks }: SharedMoment): string {
  const marks = bookmarks.length === 0 ? '' : ' Its bookmarks are left out.'
  return (
    `The sort of this link went on with ${formatPlural(runs, 'finished run')} of an earlier one, which cannot be made again ` +
    'from the file alone. Here the file is sorted in one go, so its events have other numbers: when it is done, the playhead ' +
    `goes to the place nearest to the sender's event ${formatCount(position)}.${marks}`
  )
}

/** What to tell when the rows here are not those that a link was made of; undefined when they are, or nobody knows. */
export function explainRows({ data, engine }: SharedMoment, result: unknown): string | undefined {
  const here = isRecord(result) ? result['digestIn'] : undefined
  if (data?.rowsDigest === undefined || typeof here !== 'string' || here === data.rowsDigest) return undefined
  // Another major version of the engine may make digests in another way.
  if (engine.split('.')[0] !== ENGINE_VERSION.split('.')[0]) return undefined
  return (
    `This ${data.name} does not hold the rows that the link was made of: their digest is ${here} here and ` +
    `${data.rowsDigest} there. It has their size, and differs where no sample was taken. What is seen is of this file.`
  )
}

/** A run may end before it has written anything: the words come with it, not with its first event. */
function fetchWords({ lab, core }: Session): void {
  lab.prepareWords?.().then(
    () => core.refresh(),
    () => core.set({ notice: 'A part of this page did not arrive. Reload it to get the words.' }),
  )
}

function portsFor(engine: Engine, file: File, job: string): SessionPorts {
  return createSessionPorts(createFileEngine(engine, file, job, () => Date.now()))
}

/** The parameters of a sort that was cut off, as a session takes them. */
export function paramsOfLeftover({ params }: Leftover): Params {
  return Object.fromEntries(Object.entries(params).filter((entry): entry is [string, ParamValue] => isParam(entry[1])))
}

/** How the first run of a session ended, for the learner's log; undefined while it is written. */
export function tryRunEvent(branch: Branch, report: FileReport, seconds: number): OwnDataRun | undefined {
  const { end } = branch
  if (end.type === 'writing') return undefined
  const outcome = end.type === 'complete' ? 'finished' : end.type
  return { name: report.name, sizeBytes: report.sizeBytes, rows: rowsOf(branch), seconds, outcome }
}

/** Rows of the output, or, when there is none, rows read. */
function rowsOf(branch: Branch): number {
  const { end } = branch
  if (end.type === 'complete' && isRecord(end.result) && typeof end.result['records'] === 'number') {
    return end.result['records']
  }
  const state = branch.stateAt(branch.log.length)
  return isRecord(state) && typeof state['inputRead'] === 'number' ? state['inputRead'] : 0
}

function isParam(value: unknown): value is ParamValue {
  if (Array.isArray(value)) return value.every((item) => typeof item === 'string' || typeof item === 'number')
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}
