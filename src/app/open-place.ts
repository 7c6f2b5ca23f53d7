import type { AnyLab, Params } from '../player/lab.ts'
import type { SharedMoment } from '../player/share-link.ts'
import { Session } from '../player/session.ts'
import type { SessionPorts } from '../player/session-core.ts'
import { createSessionPorts } from '../player/session-ports.ts'
import type { Place } from '../progress/state.ts'
import type { AppContext } from './context.ts'
import { hashBranch } from './hash-branch.ts'
import { tryOwnPlace } from './own-place.ts'
import type { LabPlace } from './routes.ts'

export interface OpenedPlace {
  readonly session: Session
  /** Resolves when every branch of what was opened stands; undefined where it is one run without a mark. */
  readonly ready: Promise<unknown> | undefined
  readonly check: PlaceCheck | undefined
  /** What of the learner's log was opened with its runs and marks; undefined for a link or a claim, which is none of it. */
  readonly bench?: string
}

/** Of a place that came from a link or a claim: what that says, and what is wrong with it, once that is known. */
export interface PlaceCheck {
  readonly note: string
  readonly problem: Promise<string | undefined>
  /** Parameters of the runs it speaks of; left out where it could not be opened. */
  readonly runs?: readonly Params[]
}

/**
 * Opens a lab where the address says; at once where nothing has to be fetched for it. A link that cannot be opened gives
 * the lab from its beginning and says why.
 */
export function openPlace(
  lab: AnyLab,
  at: LabPlace,
  context: Pick<AppContext, 'engine' | 'progress'>,
): OpenedPlace | Promise<OpenedPlace> {
  const ports = createSessionPorts(context.engine)
  if (at.type === 'scenario') return openScenario(lab, at.id, ports)
  if (at.type === 'link') return openLink(lab, at.text, ports)
  const known = context.progress.state.labs.get(lab.entry.id)
  // A tab that is loaded again stays where it was, whatever another has done meanwhile; unless the log was erased.
  const place = known && (tryOwnPlace(lab.entry.id) ?? known.place)
  if (known?.bench !== undefined) return openBench(lab, known.bench, place, ports)
  return openLast(lab, place, ports)
}

type Stand = Omit<Place, 'at'>

/** At the last place; from the beginning where there is none. */
function openLast(lab: AnyLab, place: Stand | undefined, ports: SessionPorts): OpenedPlace {
  if (place === undefined) return openFresh(lab, ports)
  const { params, acts, position } = place
  return { session: new Session(lab, ports, { params, acts, position }), ready: undefined, check: undefined }
}

/** The runs and marks of the last time, at the last place; that alone where this version cannot read them. */
async function openBench(
  lab: AnyLab,
  bench: string,
  place: Stand | undefined,
  ports: SessionPorts,
): Promise<OpenedPlace> {
  const { parseMoment, ShareLinkError } = await import('../player/share-link.ts')
  const { openMoment } = await import('../player/share.ts')
  try {
    const moment = parseMoment(bench)
    const { session, checked } = openMoment(lab, ports, place === undefined ? moment : placeIn(moment, place))
    return { session, ready: checked, check: undefined, bench }
  } catch (error) {
    if (error instanceof ShareLinkError) return openLast(lab, place, ports)
    throw error
  }
}

/**
 * The moment, at a place in one of its runs. A place in another run, one from a link or a scenario, comes as a run more.
 * What was compared was compared with the run that was on the stage.
 */
function placeIn(moment: SharedMoment, { branchHash, position, params, acts }: Stand): SharedMoment {
  const { branches } = moment
  const current = branches.findIndex((branch) => hashBranch(branch.params, branch.acts) === branchHash)
  if (current === moment.current) return { ...moment, position }
  if (current !== -1) return { ...moment, current, position, comparison: undefined }
  const branch = { name: 'where you stopped', parent: 0, at: 0, params, acts }
  return { ...moment, branches: [...branches, branch], current: branches.length, position, comparison: undefined }
}

function openFresh(lab: AnyLab, ports: SessionPorts, problem?: string): OpenedPlace {
  return {
    session: new Session(lab, ports, { params: lab.defaults }),
    ready: undefined,
    check: problem === undefined ? undefined : { note: '', problem: Promise.resolve(problem) },
  }
}

async function openLink(lab: AnyLab, text: string, ports: SessionPorts): Promise<OpenedPlace> {
  try {
    const { momentAt } = await import('../player/moment-address.ts')
    const { openMoment } = await import('../player/share.ts')
    const moment = await momentAt(text)
    if (moment.lab !== lab.entry.id) throw new Error(`The link is one to the lab "${moment.lab}".`)
    const { session, checked } = openMoment(lab, ports, moment)
    return { session, ready: checked, check: { note: moment.note, problem: checked, runs: paramsIn(moment) } }
  } catch (error) {
    return openFresh(lab, ports, error instanceof Error ? error.message : String(error))
  }
}

async function openScenario(lab: AnyLab, id: string, ports: SessionPorts): Promise<OpenedPlace> {
  const scenario = lab.scenarios.find((candidate) => candidate.id === id)
  if (scenario === undefined) return openFresh(lab, ports, `This lab has no scenario "${id}".`)
  const { momentOfScenario, openMoment } = await import('../player/share.ts')
  const moment = momentOfScenario(lab, scenario)
  const { session, checked } = openMoment(lab, ports, moment)
  const check = { note: moment.note, problem: Promise.resolve(undefined), runs: paramsIn(moment) }
  return { session, ready: checked, check }
}

function paramsIn({ branches }: SharedMoment): readonly Params[] {
  return branches.map(({ params }) => params)
}
