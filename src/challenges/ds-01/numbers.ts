import {
  catchUpHours,
  coresFor,
  megabytesPerSecond,
  shortestBatch,
  stateGigabytes,
  terabytesPerDay,
  worstLatency,
} from '../../engine/challenge/design.ts'
import type { NumberField, NumberModel, PlanField, PlanOutcome } from '../../practice/types.ts'

const EVENTS = { label: 'events per second', value: 200_000 }
const BYTES = { label: 'bytes per event', value: 1000 }
const DAYS = { label: 'days of history', value: 90 }
const PER_CORE = { label: 'MB/s per core', value: 5 }
const HEAD_ROOM = { label: 'head-room, times', value: 2 }
const REPEAT_SECONDS = { label: 'seconds until a repetition', value: 600 }
const KEY_BYTES = { label: 'bytes per key', value: 100 }
const STOOD_STILL = { label: 'hours of standing still', value: 6 }

const MOST_SECONDS = 10
/** Of each batch, whatever it holds: planning and committing. */
const OVERHEAD_SECONDS = 0.5
/** Sums of decimals must not be lost by their last bit. */
const SLACK = 1e-9

const rate = megabytesPerSecond(EVENTS.value, BYTES.value)
const cores = coresFor(rate, PER_CORE.value, HEAD_ROOM.value)

function number(id: string, label: string, unit: string, tolerance: number, model: NumberModel): NumberField {
  const right = model.compute(model.inputs.map(({ value }) => value))
  return { type: 'number', id, label, unit, right, tolerance, model }
}

export const NUMBERS: readonly NumberField[] = [
  number('rate', 'Load', 'MB/s', 1, {
    inputs: [EVENTS, BYTES],
    compute: ([events = 0, bytes = 0]) => megabytesPerSecond(events, bytes),
  }),
  number('day', 'Data of a day', 'TB', 0.05, {
    inputs: [EVENTS, BYTES],
    compute: ([events = 0, bytes = 0]) => terabytesPerDay(megabytesPerSecond(events, bytes)),
  }),
  number('history', 'Data of 90 days', 'TB', 5, {
    inputs: [EVENTS, BYTES, DAYS],
    compute: ([events = 0, bytes = 0, days = 0]) => days * terabytesPerDay(megabytesPerSecond(events, bytes)),
  }),
  number('cores', 'Cores of a hop', 'cores', 0, {
    inputs: [EVENTS, BYTES, PER_CORE, HEAD_ROOM],
    compute: ([events = 0, bytes = 0, perCore = 1, headRoom = 0]) =>
      coresFor(megabytesPerSecond(events, bytes), perCore, headRoom),
  }),
  number('state', 'State of the deduplication', 'GB', 0.1, {
    inputs: [EVENTS, REPEAT_SECONDS, KEY_BYTES],
    compute: ([events = 0, seconds = 0, bytes = 0]) => stateGigabytes(events, seconds, bytes),
  }),
  number('catchUp', 'Level again after', 'hours', 0.1, {
    inputs: [STOOD_STILL, HEAD_ROOM],
    compute: ([hours = 0, headRoom = 2]) => catchUpHours(hours, 1, headRoom),
  }),
]

export const PLAN: PlanField = {
  type: 'plan',
  id: 'plan',
  label: 'Plan of the hot path',
  inputs: [{ label: 'hops' }, { label: 'T', unit: 's' }, { label: 'P', unit: 's' }],
  right: [2, 2, 1.5],
  judge: judgePlan,
  accepted: `a worst case of at most ${MOST_SECONDS} s, P from T / 2 + ${OVERHEAD_SECONDS} s to T`,
}

function judgePlan([hops = 0, interval = 0, duration = 0]: readonly number[]): PlanOutcome {
  const worst = worstLatency({ hops, interval, duration })
  return { comesTo: `worst case ${inHundredths(worst)} s`, objection: objectionTo(hops, interval, duration, worst) }
}

function objectionTo(hops: number, interval: number, duration: number, worst: number): string | undefined {
  if (!Number.isInteger(hops) || hops < 1) return 'An event goes through a whole number of hops, at least one.'
  if (interval <= 0 || duration <= 0) return 'T and P are longer than nothing.'
  if (duration > interval) {
    return `A batch takes ${inHundredths(duration)} s, but the next is due after ${inHundredths(interval)} s and has to wait for it: batches begin every ${inHundredths(duration)} s, whatever T says. A plan names the T that it keeps.`
  }
  const shortest = OVERHEAD_SECONDS + shortestBatch(interval, rate, cores, PER_CORE.value)
  if (duration < shortest - SLACK) {
    return `${cores} cores take ${cores * PER_CORE.value} MB/s, so with planning and commit what lands in ${inHundredths(interval)} s needs ${inHundredths(shortest)} s at least; P is shorter.`
  }
  if (worst <= MOST_SECONDS + SLACK) return undefined
  return `The unluckiest event waits ${inHundredths(interval)} s for its batch and ${inHundredths(duration)} s for its end, ${hops === 1 ? 'once' : `${hops} times`}: ${inHundredths(worst)} s instead of ${MOST_SECONDS} s.`
}

function inHundredths(seconds: number): string {
  return String(Math.round(seconds * 100) / 100)
}
