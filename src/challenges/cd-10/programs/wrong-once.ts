class Totals {
  private sums = [0]

  constructor(private counts: number[]) {
    for (const count of counts) this.sums.push(this.sums[this.sums.length - 1] + count)
  }

  set(i: number, count: number): void {
    this.counts[i] = count
  }

  total(start: number, end: number): number {
    return this.sums[end] - this.sums[start]
  }
}
