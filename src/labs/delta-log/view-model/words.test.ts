import { describe, expect, it } from 'vitest'
import { drawUnlessWhole } from '../../../../scripts/draw.ts'
import { boxesOverlap, textBox } from '../../../viz/placed-text.ts'
import { SCENARIOS } from '../scenarios.ts'
import { runTable } from '../test-moments.ts'
import { layoutTable } from '../view-model.ts'

const SIZES = [
  { width: 808, height: 560, compact: false },
  { width: 390, height: 300, compact: false },
] as const
/** Every moment would take minutes; so do these cover each statement of each scenario. */
const EVERY = 7

const DRAWN = drawUnlessWhole(
  SCENARIOS.map((scenario) => [scenario.id, scenario] as const),
  1 / 3,
  'pictures of the Delta log',
)

/** Words that a writer's curve passes through, but for the versions, which stand where curves begin. */
async function crossed(params: (typeof SCENARIOS)[number]['params']): Promise<readonly string[]> {
  const run = await runTable(params)
  const found = new Set<string>()
  for (let position = 1; position <= run.log.length; position += EVERY) {
    for (const size of SIZES) {
      const { texts, branches } = layoutTable(run.momentAt(position), size, undefined)
      const curves = branches.flatMap((branch) => branch.areas)
      for (const text of texts.filter((one) => !/^\d+$/.test(one.text))) {
        const isCrossed = curves.some((area) => boxesOverlap(area, textBox(text)))
        if (isCrossed) found.add(`${text.text} at ${position} in ${size.width} px`)
      }
    }
  }
  return [...found]
}

describe('no words stand where a curve passes', () => {
  it.each(DRAWN)('in %s', async (_, { params }) => {
    expect(await crossed(params)).toEqual([])
  })
})

describe('what the snapshot is made of', () => {
  it.each(DRAWN)('is told beside the curves of %s', async (_, { params, position }) => {
    const run = await runTable(params)
    for (const size of SIZES) {
      const { texts } = layoutTable(run.momentAt(position), size, undefined)
      expect(texts.filter(({ text }) => text.startsWith('snapshot ')).length, `${size.width} px`).toBeGreaterThan(0)
    }
  })
})

describe('what came of a writer', () => {
  it.each(DRAWN)('is told behind the end of its branch in %s', async (_, { params }) => {
    const run = await runTable(params)
    for (let position = 1; position <= run.log.length; position += EVERY) {
      const { texts, branches } = layoutTable(run.momentAt(position), SIZES[0], undefined)
      for (const { text, x } of texts.filter((one) => /^(won \d+|refused|at work)$/.test(one.text))) {
        const ends = branches.map(({ to }) => x - to)
        expect(
          ends.some((gap) => gap > -12 && gap < 20),
          `${text} at ${position}`,
        ).toBe(true)
      }
    }
  })
})
