class Totals {
  private counts: number[]

  constructor(counts: number[]) {
    this.counts = [...counts]
  }

  set(i: number, count: number): void {
    this.counts[i] = count
  }

  total(start: number, end: number): number {
    return this.counts.slice(start, end).reduce((sum, count) => sum + count, 0)
  }
}
