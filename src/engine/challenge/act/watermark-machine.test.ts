import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runWindows } from '../watermark-windows.ts'
import { createWatermarkMachine } from './watermark-machine.ts'
import { endOf, exploreMachine } from './test-explore.ts'

const exercises = fc.record({
  query: fc.constantFrom({ width: 10, delay: 10 }, { width: 5, delay: 0 }, { width: 10, delay: 25 }),
  batches: fc.array(fc.array(fc.integer({ min: 720, max: 780 }), { minLength: 1, maxLength: 3 }), {
    minLength: 1,
    maxLength: 4,
  }),
})

it('drops, counts and emits what the stream of the engine does, in any order of the rows of a batch', () => {
  fc.assert(
    fc.property(exercises, (exercise) => {
      const machine = createWatermarkMachine(exercise)
      const run = runWindows(exercise.query, exercise.batches, false)
      const end = endOf(machine)
      expect(end.windows).toEqual(run.state)
      expect(end.watermark).toBe(run.watermark)
      expect(end.dropped).toEqual(run.batches.flatMap(({ dropped }) => dropped).toSorted((a, b) => a - b))
      expect(end.emitted).toEqual(run.batches.flatMap(({ emitted }) => emitted).toSorted((a, b) => a.start - b.start))
      const { ends, stuck } = exploreMachine(machine)
      expect(ends).toHaveLength(1)
      expect(stuck).toEqual([])
    }),
    { numRuns: 100 },
  )
})
