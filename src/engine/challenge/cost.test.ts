import { expect, it } from 'vitest'
import { Rng } from '../../base/rng.ts'
import {
  bestCommitment,
  blendedBill,
  breakEvenSpeedUp,
  committedCost,
  nodeHourPrice,
  packInputTasks,
  rightSizedBill,
  spotBreakEven,
} from './cost.ts'

it.each([
  [1, 24],
  [0.8, 30],
  [0.7, 34.29],
  [0.6, 40],
  [0.5, 48],
])('$80K at 30 %%, brought to %f: $%fK', (target, bill) => {
  expect(rightSizedBill(80, 0.3, target)).toBeCloseTo(bill, 2)
})

it('discounts are taken of shares', () => {
  const purchases = [{ share: 0.5, discount: 0.4 }, { share: 0.35, discount: 0.65, rework: 0.1 }, { share: 0.15 }]
  expect(blendedBill(40_000, purchases)).toBeCloseTo(23_390, 6)
  expect(100 * (1 - blendedBill(40_000, purchases) / 80_000)).toBeCloseTo(70.76, 2)
})

const DAY = [
  { nodes: 4, hours: 8 },
  { nodes: 10, hours: 10 },
  { nodes: 6, hours: 6 },
]
const PRICES = { onDemand: 1, discount: 0.4 }

it.each([
  [0, 168],
  [4, 129.6],
  [6, 126.4],
  [7, 130.8],
  [10, 144],
])('%i committed nodes cost %f a day', (nodes, cost) => {
  expect(committedCost(DAY, PRICES, nodes)).toBeCloseTo(cost, 9)
})

it('commits six', () => {
  expect(bestCommitment(DAY, PRICES).nodes).toBe(6)
})

it('is the rule of the margin, for 200 random days (seed 3)', () => {
  const rng = new Rng(3)
  for (let round = 0; round < 200; round++) {
    const demand = Array.from({ length: 24 }, () => ({ nodes: rng.nextBelow(20), hours: 1 }))
    const discount = (2 * rng.nextBelow(40) + 11) / 100
    // A node is worth its price when it is busy for more than 1 − d of the hours; no share of 24 equals an odd hundredth but 1/4, 3/4.
    if (discount === 0.25 || discount === 0.75) continue
    const busy = (k: number) => demand.filter(({ nodes }) => nodes >= k).length / 24
    let marginal = 0
    while (busy(marginal + 1) > 1 - discount) marginal++
    expect(bestCommitment(demand, { onDemand: 1, discount }).nodes).toBe(marginal)
  }
})

it('spot pays up to 1 / (1 − s)', () => {
  expect(spotBreakEven(0.65)).toBeCloseTo(2.857, 3)
  expect(20 * 4 * spotBreakEven(0.65) * (1 - 0.65)).toBeCloseTo(80, 9)
})

it('packs files into tasks', () => {
  const small = packInputTasks(1_000_000, 1, 128, 4)
  expect([small.length, small[0]]).toEqual([38_462, 26])
  const larger = packInputTasks(1000, 10, 128, 4)
  expect([larger.length, larger[0]]).toEqual([112, 9])
})

it('loses no file, and n of them fit when (n − 1) × (length + open cost) + length ≤ max', () => {
  for (let length = 1; length <= 64; length += 3) {
    for (const openCost of [0, 1, 4]) {
      const tasks = packInputTasks(500, length, 64, openCost)
      const perTask = Math.floor((64 - length) / (length + openCost)) + 1
      expect(tasks.reduce((sum, count) => sum + count, 0)).toBe(500)
      expect(tasks.length).toBe(Math.ceil(500 / perTask))
    }
  }
})

it.each([
  [0.15, 1089, 1.2727],
  [0.55, 1881, 1.5789],
])(
  'at $%f a DBU 11 nodes cost $%f for 90 hours, and twice the DBUs pay from %f times the speed',
  (dbuPrice, bill, speedUp) => {
    const rates = { dbuPerHour: 2, dbuPrice, vmPrice: 0.8 }
    expect(11 * 90 * nodeHourPrice(rates)).toBeCloseTo(bill, 6)
    expect(breakEvenSpeedUp(rates, 2)).toBeCloseTo(speedUp, 4)
  },
)
