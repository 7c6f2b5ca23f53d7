class Totals {
  constructor(private counts: number[]) {}

  set(i: number, count: number): void {
    this.counts[i] = count
  }

  total(start: number, end: number): number {
    return this.counts.slice(start, end + 1).reduce((sum, count) => sum + count, 0)
  }
}
