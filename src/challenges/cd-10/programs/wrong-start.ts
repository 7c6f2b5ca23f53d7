class Totals {
  constructor(private counts: number[]) {}

  set(i: number, count: number): void {
    this.counts[i] = count
  }

  total(start: number, end: number): number {
    return this.sumOfFirst(end) - this.sumOfFirst(start + 1)
  }

  private sumOfFirst(k: number): number {
    return this.counts.slice(0, k).reduce((sum, count) => sum + count, 0)
  }
}
