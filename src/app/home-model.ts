import { formatCount } from '../base/format.ts'
import type { LabEntry } from '../player/lab.ts'
import { CONFIDENCES, type Confidence } from '../progress/events.ts'
import type { Place, ProgressState, Score, TopicProgress } from '../progress/state.ts'
import { formatAgo } from '../ui/dates.ts'

/** A lab's line of the home page. */
export interface LabRow {
  readonly lab: LabEntry
  readonly track: PlaceTrack | undefined
  /** "1,999", "done", "not started". */
  readonly place: string
  /** "31 of 40"; "" where nothing was predicted. */
  readonly predicted: string
  /** "today", "Tue", "18 Nov"; "" where it was never opened. */
  readonly opened: string
}

/** A place in a log of length 1. */
export interface PlaceTrack {
  readonly at: number
  /** Where checkpoints stand, first to last. */
  readonly checkpoints: readonly number[]
}

/** Where the learner stopped, in the lab used last. */
export interface LastPlace {
  readonly lab: LabEntry
  /** Undefined where the lab was opened but not stepped. */
  readonly place: Place | undefined
  /** Name of the last bookmark on that branch. */
  readonly bookmark: string | undefined
}

export interface TopicRow extends TopicProgress {
  readonly labTitle: string
}

/** A checkpoint stands every 256 events; on a long log only every 2nd, 4th … of them is drawn. */
const CHECKPOINT_STRIDE = 256
const MOST_TICKS = 8

export function layoutLabRows(state: ProgressState, labs: readonly LabEntry[], now: Date): LabRow[] {
  return labs.map((lab) => {
    const known = state.labs.get(lab.id)
    const place = known?.place
    return {
      lab,
      track: known === undefined ? undefined : layoutTrack(place ?? { position: 0, length: 0 }),
      place: describePlace(place, known !== undefined),
      predicted: known === undefined || known.predicted.total === 0 ? '' : describeScore(known.predicted),
      opened: known === undefined ? '' : formatAgo(new Date(known.openedAt), now),
    }
  })
}

/** Checkpoints of a log as the replay would set them, thinned until they can be told apart. */
export function layoutTrack({ position, length }: Pick<Place, 'position' | 'length'>): PlaceTrack {
  if (length === 0) return { at: 0, checkpoints: [] }
  let stride = CHECKPOINT_STRIDE
  while (Math.floor(length / stride) > MOST_TICKS) stride *= 2
  const count = Math.floor((length - 1) / stride)
  const checkpoints = Array.from({ length: count }, (_, i) => ((i + 1) * stride) / length)
  return { at: Math.min(1, position / length), checkpoints }
}

/** The lab to go on in; undefined where the log names none that still exists. */
export function tryLastPlace(state: ProgressState, labs: readonly LabEntry[]): LastPlace | undefined {
  const lab = labs.find(({ id }) => id === state.lastLab)
  const known = lab === undefined ? undefined : state.labs.get(lab.id)
  if (lab === undefined || known === undefined) return undefined
  const { place, bookmark } = known
  const near = bookmark !== undefined && bookmark.branchHash === place?.branchHash ? bookmark.label : undefined
  return { lab, place, bookmark: near }
}

/** Topics with the smallest share of right calls first: what is worth asking again. */
export function layoutTopics(state: ProgressState, labs: readonly LabEntry[]): TopicRow[] {
  const titles = new Map(labs.map(({ id, title }) => [id, title]))
  return [...state.topics.values()]
    .map((topic) => ({ ...topic, labTitle: titles.get(topic.lab) ?? topic.lab }))
    .sort((left, right) => left.right / left.total - right.right / right.total || right.total - left.total)
}

/** The ways of being sure that were used, least sure first. */
export function layoutConfidence(state: ProgressState): { readonly confidence: Confidence; readonly score: Score }[] {
  return CONFIDENCES.map((confidence) => ({ confidence, score: state.confidence[confidence] })).filter(
    ({ score }) => score.total > 0,
  )
}

/** "31 of 40". */
export function describeScore({ right, total }: Score): string {
  return `${formatCount(right)} of ${formatCount(total)}`
}

function describePlace(place: Place | undefined, opened: boolean): string {
  if (place === undefined) return opened ? '0' : 'not started'
  return place.position === place.length && place.length > 0 ? 'done' : formatCount(place.position)
}
