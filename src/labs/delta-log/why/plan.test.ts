import { expect, it } from 'vitest'
import { DeltaEvent } from '../../../engine/delta/events.ts'
import { isQuery } from '../read.ts'
import { SCENARIOS } from '../scenarios.ts'
import { runTable } from '../test-moments.ts'
import { layoutTable } from '../view-model.ts'
import { whyOf } from './why.ts'

const SIZE = { width: 808, height: 560, compact: false }

it('a plan tells of a hatched area where there is one, and a reader of none', async () => {
  const told: Record<string, Set<string>> = { reader: new Set(), writer: new Set() }
  for (const { params } of SCENARIOS) {
    const run = await runTable(params)
    for (const { a, seq } of run.events(DeltaEvent.plan).filter((event) => event.a !== 0)) {
      const moment = run.momentAt(seq)
      const words = whyOf(moment).paragraphs.join(' ')
      const isHatched = layoutTable(moment, SIZE, undefined).predicates.some(({ actor }) => actor === a)
      const is = [...moment.state.runs].some((one) => one.actor === a && isQuery(one) && one.end === undefined)
      const says = [isHatched ? 'hatched' : 'plain', words.includes('hatched area') ? 'area' : 'no area']
      told[is ? 'reader' : 'writer']?.add(says.join(', '))
    }
  }
  expect(told).toEqual({ reader: new Set(['plain, no area']), writer: new Set(['hatched, area']) })
}, 60_000)
