import { assert } from '../../../base/assert.ts'
import type { WindowCount, WindowQuery } from '../watermark-windows.ts'
import { mistake, type Cell, type Lane, type Machine, type Move, type MoveGroup, type Taken } from './machine.ts'

/** Event times are minutes since midnight. Between batches no data waits, so that a moved watermark gets a batch of its own. */
export interface WatermarkExercise {
  readonly query: WindowQuery
  readonly batches: readonly (readonly number[])[]
}

export interface WatermarkState {
  /** The batch of data that runs, or the one that the batch without data follows. */
  readonly batch: number
  readonly isEmpty: boolean
  /** Places of the batch's events that have been taken. */
  readonly taken: readonly number[]
  /** By start. */
  readonly windows: readonly WindowCount[]
  readonly emitted: readonly WindowCount[]
  readonly dropped: readonly number[]
  /** What this batch lets go by, and what it tells late rows by; -Infinity for none yet. */
  readonly watermark: number
  readonly late: number
}

const MISTAKES = {
  'drop-open': 'drops a row whose window is still open',
  'keep-late': 'counts a row whose window is closed',
  'wrong-window': 'counts a row in a window that it does not lie in',
  'emit-first': 'emits before every row of the batch is taken',
  'emit-open': 'emits a window that the watermark has not passed',
  'end-early': 'ends a batch that has something left to do',
  clock: 'moves the watermark by the clock',
  'no-delay': 'takes the latest event without the delay',
  'last-event': 'takes the event that came last, not the latest one',
  back: 'leaves the watermark behind though a later event was seen',
} as const

/** Counts in tumbling windows with a watermark, append mode, as Spark 3.4 and later run them. */
export function createWatermarkMachine(exercise: WatermarkExercise): Machine<WatermarkState> {
  const { query, batches } = exercise
  assert(
    batches.every((batch) => batch.length > 0),
    'no batch of data is empty',
  )
  return {
    start: {
      batch: 0,
      isEmpty: false,
      taken: [],
      windows: [],
      emitted: [],
      dropped: [],
      watermark: -Infinity,
      late: -Infinity,
    },
    movesAt: (state) => movesOf(exercise, state),
    take: (state, move) => takeMove(exercise, state, move),
    isDone: ({ batch }) => batch === batches.length,
    show: (state) => show(query, eventsOf(exercise, state), state),
    mistakes: MISTAKES,
  }
}

/** "12:03". */
export function formatMinutes(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
}

function eventsOf({ batches }: WatermarkExercise, { batch, isEmpty }: WatermarkState): readonly number[] {
  return isEmpty ? [] : (batches[batch] ?? [])
}

function movesOf(exercise: WatermarkExercise, state: WatermarkState): readonly MoveGroup[] {
  const { width } = exercise.query
  const events = eventsOf(exercise, state)
  const rows = events.flatMap((at, i) => {
    if (state.taken.includes(i)) return []
    const start = startOf(at, width)
    const moves = [start - width, start].map((each) => ({ id: `count ${i} ${each}`, text: windowName(each, width) }))
    return [
      { label: `Row ${formatMinutes(at)}: count in`, moves: [...moves, { id: `drop ${i}`, text: 'drop it as late' }] },
    ]
  })
  const windows = state.windows.map(({ start }) => ({ id: `emit ${start}`, text: windowName(start, width) }))
  return [
    ...rows,
    ...(windows.length > 0 ? [{ label: 'Emit and forget', moves: windows }] : []),
    { label: 'End the batch: the watermark', moves: watermarksAfter(exercise, state) },
  ]
}

/** The right one and what one might take for it, by time. */
function watermarksAfter({ query, batches }: WatermarkExercise, state: WatermarkState): readonly Move[] {
  const events = state.isEmpty ? [] : (batches[state.batch] as readonly number[])
  const places = new Set([state.watermark])
  if (events.length > 0) {
    const latest = Math.max(...events)
    for (const at of [latest, latest - query.delay, (events.at(-1) as number) - query.delay]) places.add(at)
  }
  const moves = [...places]
    .sort((a, b) => a - b)
    .map((at) => ({ id: `end ${at}`, text: moveName(at, state.watermark) }))
  return [...moves, { id: 'end clock', text: 'moves on with the clock' }]
}

function takeMove(exercise: WatermarkExercise, state: WatermarkState, move: string): Taken<WatermarkState> {
  const [verb, first, second] = move.split(' ')
  if (verb === 'count') return takeCount(exercise, state, Number(first), Number(second))
  if (verb === 'drop') return takeDrop(exercise, state, Number(first))
  if (verb === 'emit') return takeEmit(exercise, state, Number(first))
  return takeEnd(exercise, state, first === 'clock' ? undefined : Number(first))
}

function takeCount(
  exercise: WatermarkExercise,
  state: WatermarkState,
  i: number,
  start: number,
): Taken<WatermarkState> {
  const { width } = exercise.query
  const at = eventsOf(exercise, state)[i] as number
  const own = startOf(at, width)
  if (start !== own) {
    return mistake(
      'wrong-window',
      `${formatMinutes(at)} lies in ${windowName(own, width)}: a window holds its start and not its end.`,
    )
  }
  if (own + width <= state.late) {
    return mistake(
      'keep-late',
      `Its window ended at ${formatMinutes(own + width)}, and this batch tells late rows by ${watermarkName(state.late)}. The window has been emitted and forgotten, so the row is dropped.`,
    )
  }
  const known = state.windows.find((window) => window.start === own)
  const others = state.windows.filter((window) => window !== known)
  const windows = [...others, { start: own, events: (known?.events ?? 0) + 1 }].sort((a, b) => a.start - b.start)
  return {
    next: { ...state, taken: takenWith(state, i), windows },
    did: `${formatMinutes(at)} counted in ${windowName(own, width)}`,
  }
}

function takeDrop(exercise: WatermarkExercise, state: WatermarkState, i: number): Taken<WatermarkState> {
  const { width } = exercise.query
  const at = eventsOf(exercise, state)[i] as number
  const end = startOf(at, width) + width
  if (end > state.late) {
    const older = at < state.watermark ? `It is older than the watermark, but its` : 'Its'
    return mistake(
      'drop-open',
      `${older} window ends at ${formatMinutes(end)}, and ${lateWords(state)}. Late is a row whose window is closed.`,
    )
  }
  const dropped = [...state.dropped, at].sort((a, b) => a - b)
  return { next: { ...state, taken: takenWith(state, i), dropped }, did: `${formatMinutes(at)} dropped` }
}

function takeEmit(exercise: WatermarkExercise, state: WatermarkState, start: number): Taken<WatermarkState> {
  const { width } = exercise.query
  if (state.taken.length < eventsOf(exercise, state).length) {
    return mistake(
      'emit-first',
      'Rows of this batch are not taken yet. Windows are let go after all of them, for one may still be counted.',
    )
  }
  const window = state.windows.find((each) => each.start === start)
  assert(window !== undefined, 'only open windows are offered')
  if (!isClosed(window, width, state)) {
    return mistake(
      'emit-open',
      `${beganWords(state)}, and ${windowName(start, width)} is not over by it. In append mode a window is emitted once, when nothing can be added to it.`,
    )
  }
  const windows = state.windows.filter((each) => each !== window)
  const emitted = [...state.emitted, window].sort((a, b) => a.start - b.start)
  return { next: { ...state, windows, emitted }, did: `${windowName(start, width)} emitted with ${window.events}` }
}

function takeEnd(exercise: WatermarkExercise, state: WatermarkState, at: number | undefined): Taken<WatermarkState> {
  const { query, batches } = exercise
  const events = eventsOf(exercise, state)
  if (state.taken.length < events.length) return mistake('end-early', 'Rows of this batch are not taken yet.')
  const closed = state.windows.find((window) => isClosed(window, query.width, state))
  if (closed !== undefined) {
    return mistake(
      'end-early',
      `${windowName(closed.start, query.width)} ended before the watermark: it is emitted in this batch.`,
    )
  }
  if (at === undefined) {
    return mistake(
      'clock',
      'The clock has no part in it. The watermark is the latest event time seen so far minus the delay, and stands still without data.',
    )
  }
  const right = Math.max(state.watermark, ...events.map((event) => event - query.delay))
  if (at !== right) return wrongWatermark(query, state, events, at, right)
  const next: WatermarkState = { ...state, taken: [], watermark: right, late: state.watermark }
  const did = `the watermark is ${watermarkName(right)}`
  // No data waits: a watermark that has moved gets a batch without data.
  if (!state.isEmpty && right > state.watermark) return { next: { ...next, isEmpty: true }, did }
  const batch = state.batch + 1
  return { next: { ...next, isEmpty: false, batch }, did: batch === batches.length ? `${did}, no data is left` : did }
}

function wrongWatermark(
  { delay }: WindowQuery,
  state: WatermarkState,
  events: readonly number[],
  at: number,
  right: number,
): Taken<WatermarkState> {
  const latest = Math.max(...events)
  if (at === latest) {
    return mistake(
      'no-delay',
      `${formatMinutes(at)} is the latest event. The watermark stays ${delay} minutes behind it.`,
    )
  }
  if (at === state.watermark) {
    return mistake(
      'back',
      `A later event was seen: ${formatMinutes(latest)}. The watermark follows it, ${delay} minutes behind.`,
    )
  }
  return mistake(
    'last-event',
    `${formatMinutes(events.at(-1) as number)} came last, but the latest event seen is ${formatMinutes(right + delay)}. The watermark goes by the latest and never back.`,
  )
}

function show({ width }: WindowQuery, events: readonly number[], state: WatermarkState): readonly Lane[] {
  const counts = (windows: readonly WindowCount[], tone: Cell['tone']) =>
    windows.map(({ start, events }): Cell => ({ text: `${windowName(start, width)} ${events}`, tone }))
  return [
    {
      label: state.isEmpty ? 'batch without data' : `batch ${state.batch + 1}`,
      note: noteOf(state),
      cells: events.map((at, i): Cell => ({
        text: formatMinutes(at),
        tone: state.taken.includes(i) ? 'done' : 'here',
      })),
    },
    { label: 'open windows', cells: counts(state.windows, 'here') },
    { label: 'emitted', cells: counts(state.emitted, 'done') },
    { label: 'dropped', cells: state.dropped.map((at): Cell => ({ text: formatMinutes(at), tone: 'later' })) },
  ]
}

function isClosed({ start }: WindowCount, width: number, { watermark }: WatermarkState): boolean {
  return start + width <= watermark
}

/** Ascending, so that the same rows taken in another order are the same state. */
function takenWith({ taken }: WatermarkState, i: number): readonly number[] {
  return [...taken, i].sort((a, b) => a - b)
}

function startOf(at: number, width: number): number {
  return Math.floor(at / width) * width
}

function windowName(start: number, width: number): string {
  return `${formatMinutes(start)} to ${formatMinutes(start + width)}`
}

function moveName(at: number, before: number): string {
  if (at !== before) return watermarkName(at)
  return at === -Infinity ? 'is still not there' : `stays ${watermarkName(at)}`
}

function noteOf({ watermark, late }: WatermarkState): string {
  if (watermark === -Infinity) return 'no watermark yet'
  const windows = `windows are let go by ${watermarkName(watermark)}`
  return late === -Infinity ? windows : `${windows}, late rows told by ${watermarkName(late)}`
}

function lateWords({ late }: WatermarkState): string {
  return late === -Infinity ? 'nothing is late yet' : `this batch tells late rows by ${watermarkName(late)}`
}

function beganWords({ watermark }: WatermarkState): string {
  return watermark === -Infinity
    ? 'This batch began without a watermark'
    : `This batch began with ${watermarkName(watermark)}`
}

function watermarkName(at: number): string {
  return at === -Infinity ? 'none yet' : formatMinutes(at)
}
