import { expect, it } from 'vitest'
import { equalityOf } from './equality.ts'
import { DEFAULTS } from './params.ts'
import { runTable } from './test-moments.ts'

async function endOf(a: string) {
  const { end } = await runTable({ ...DEFAULTS, a, b: '' })
  return end
}

function differing(parts: ReturnType<typeof equalityOf>): readonly string[] {
  return parts.flatMap(({ label, equal }) => (equal ? [] : label))
}

it('two tables of as many commits and files differ in their rows where a statement writes other values', async () => {
  const update = (amount: number) => `UPDATE orders SET amount = ${amount} WHERE region = 'EU' AND order_id = 1`
  const left = await endOf(update(9001))
  expect(differing(equalityOf(left, await endOf(update(9001))))).toEqual([])
  expect(differing(equalityOf(left, await endOf(update(9002))))).toEqual(['Live rows by statistics'])
})
