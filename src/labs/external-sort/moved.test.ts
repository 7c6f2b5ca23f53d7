import { expect, test } from 'vitest'
import { countUnlessWhole } from '../../../scripts/draw.ts'
import { Rng } from '../../base/rng.ts'
import { SORT_EVENT_KINDS, SortSetting } from '../../engine/sort/events.ts'
import { createLabKeys, LAB_SHAPES } from '../../engine/sort/lab-input.ts'
import { sortLab, type LabSort } from '../../engine/sort/lab-sort.ts'
import type { SortAct, SortOptions } from '../../engine/sort/options.ts'
import { Log } from '../../engine/trace/log.ts'
import { keyBytesMoved } from './moved.ts'

function pick<Thing>(rng: Rng, things: readonly Thing[]): Thing {
  return things[rng.nextBelow(things.length)] as Thing
}

/** A sort with acts at drawn events, each behind the one before: what the engine counted, and its log. */
function drawSort(seed: number) {
  const rng = new Rng(seed, 'moved')
  const pageRecords = 1 + rng.nextBelow(3)
  const memoryRecords = (4 + rng.nextBelow(6)) * pageRecords
  const changes: Partial<SortOptions> = {
    pageRecords,
    memoryRecords,
    fanIn: 3,
    memorySort: pick(rng, ['merge', 'merge', 'radix']),
    formation: pick(rng, ['fill-sort-spill', 'replacement-selection', 'replacement-selection']),
    ...pick(rng, [{}, {}, { limit: 1 + rng.nextBelow(20) }, { combine: 'count' as const }]),
  }
  const keys = createLabKeys(pick(rng, LAB_SHAPES), 10 + rng.nextBelow(60), seed, 40)
  let acts: readonly SortAct[] = []
  let sort = sortLab(keys, changes)
  for (let left = 2 + rng.nextBelow(4), from = 0; left > 0 && from < sort.trace.length; left--) {
    const at = from + rng.nextBelow(Math.min(120, sort.trace.length - from))
    const act = pick<SortAct>(rng, [
      { at, crash: true },
      { at, crash: true },
      { at, setting: SortSetting.formation, value: 0 },
      { at, setting: SortSetting.formation, value: 1 },
      { at, setting: SortSetting.memory, value: (4 + rng.nextBelow(6)) * pageRecords },
    ])
    acts = [...acts, act]
    sort = sortLab(keys, { ...changes, acts })
    from = at
  }
  return { ...bytesOf(sort), drawn: JSON.stringify({ seed, changes, acts }) }
}

function bytesOf({ trace, result }: LabSort): { readonly told: number; readonly counted: number } {
  const log = new Log(SORT_EVENT_KINDS)
  for (const chunk of trace.takeChunks()) log.append(chunk)
  return { told: keyBytesMoved(log, log.length), counted: result.counters.keyBytesMoved }
}

const sorts = countUnlessWhole(4000, 1 / 40)
test(`key bytes are those that the engine counts, whatever crashes and acts come together, in ${sorts} sorts`, () => {
  const faults: string[] = []
  for (let seed = 0; seed < sorts; seed++) {
    const { told, counted, drawn } = drawSort(seed)
    if (told !== counted) faults.push(`${told} for ${counted}: ${drawn}`)
  }
  expect(faults).toEqual([])
}, 120_000)

test.each<readonly [string, number, Partial<SortOptions>]>([
  [' that fits in the heap', 20, {}],
  [' in runs', 90, {}],
  [' that combines', 90, { combine: 'count' }],
  [' with a limit', 90, { limit: 3 }],
])(
  'what a crash leaves of a selection%s is all that is sorted again when memory is filled',
  (_name, records, options) => {
    const keys = createLabKeys('zipf', records, 3, 40)
    const changes = { pageRecords: 3, memoryRecords: 27, formation: 'replacement-selection', ...options } as const
    const { length } = sortLab(keys, changes).trace
    for (let at = 40; at < length; at += 4) {
      const acts = [{ at, setting: SortSetting.formation, value: 0 } as const, { at: at + 1, crash: true } as const]
      const { told, counted } = bytesOf(sortLab(keys, { ...changes, acts }))
      expect(told, `crash at ${at}`).toBe(counted)
    }
  },
)
