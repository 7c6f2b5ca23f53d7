import { assert } from '../../base/assert.ts'

/** What the same work costs on a cluster that is as busy as `target`; utilisations are shares of 1. */
export function rightSizedBill(bill: number, utilisation: number, target: number): number {
  return (bill * utilisation) / target
}

/** A part of the bill and how it is bought. */
export interface Purchase {
  /** Of the bill at the on-demand price, in [0, 1]. */
  readonly share: number
  readonly discount?: number
  /** Work that is done twice, as a share of this part. */
  readonly rework?: number
}

export function blendedBill(bill: number, purchases: readonly Purchase[]): number {
  return purchases.reduce(
    (sum, { share, discount = 0, rework = 0 }) => sum + bill * share * (1 - discount) * (1 + rework),
    0,
  )
}

/** So many nodes are needed for so many hours of the day. */
export interface DemandPeriod {
  readonly nodes: number
  readonly hours: number
}

export interface NodePrices {
  /** Of a node-hour on demand. */
  readonly onDemand: number
  /** Of a committed node, which is paid for every hour. */
  readonly discount: number
}

/** A day's cost with `committed` nodes, the demand above them bought on demand. */
export function committedCost(demand: readonly DemandPeriod[], prices: NodePrices, committed: number): number {
  return demand.reduce((sum, { nodes, hours }) => {
    const above = Math.max(0, nodes - committed)
    return sum + hours * prices.onDemand * (committed * (1 - prices.discount) + above)
  }, 0)
}

/** The commitment that costs least, found by trying each; of equal ones the smallest. */
export function bestCommitment(
  demand: readonly DemandPeriod[],
  prices: NodePrices,
): { readonly nodes: number; readonly cost: number } {
  let best = { nodes: 0, cost: committedCost(demand, prices, 0) }
  for (let nodes = 1; nodes <= Math.max(0, ...demand.map((period) => period.nodes)); nodes++) {
    const cost = committedCost(demand, prices, nodes)
    if (cost < best.cost) best = { nodes, cost }
  }
  return best
}

/** How much longer a job may take on spot nodes before they cost more than nodes on demand. */
export function spotBreakEven(discount: number): number {
  return 1 / (1 - discount)
}

/**
 * How many of equally long files each input task of Spark gets: a file is added to the task while current + length ≤ max, and
 * then current grows by the length and the open cost (FilePartition.scala, getFilePartitions). Sizes in one unit.
 */
export function packInputTasks(files: number, length: number, max: number, openCost: number): readonly number[] {
  assert(length > 0 && length <= max, 'a longer file would be split first')
  const tasks: number[] = []
  let count = 0
  let current = 0
  for (let i = 0; i < files; i++) {
    if (current + length > max) {
      tasks.push(count)
      count = 0
      current = 0
    }
    count++
    current += length + openCost
  }
  if (count > 0) tasks.push(count)
  return tasks
}

/** A cluster of equal nodes, by the hour and the node. */
export interface ClusterRates {
  readonly dbuPerHour: number
  readonly dbuPrice: number
  readonly vmPrice: number
}

export function nodeHourPrice({ dbuPerHour, dbuPrice, vmPrice }: ClusterRates): number {
  return dbuPerHour * dbuPrice + vmPrice
}

/** How many times faster a run must be to cost the same, where its nodes consume `factor` times the DBUs. */
export function breakEvenSpeedUp(rates: ClusterRates, factor: number): number {
  return nodeHourPrice({ ...rates, dbuPerHour: rates.dbuPerHour * factor }) / nodeHourPrice(rates)
}
