class Totals {
  private counts: number[]
  /** At k the sum of the last `k & -k` of the first k counts. */
  private tree: number[]

  constructor(counts: number[]) {
    this.counts = new Array(counts.length).fill(0)
    this.tree = new Array(counts.length + 1).fill(0)
    counts.forEach((count, i) => this.set(i, count))
  }

  set(i: number, count: number): void {
    const change = count - this.counts[i]
    this.counts[i] = count
    for (let k = i + 1; k < this.tree.length; k += k & -k) this.tree[k] += change
  }

  total(start: number, end: number): number {
    return this.sumOfFirst(end) - this.sumOfFirst(start)
  }

  private sumOfFirst(k: number): number {
    let sum = 0
    for (let at = k; at > 0; at &= at - 1) sum += this.tree[at]
    return sum
  }
}
