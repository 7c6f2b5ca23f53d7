class Totals {
  private now: number[]

  constructor(private counts: number[]) {
    this.now = [...counts]
  }

  set(i: number, count: number): void {
    this.now[i] += count - this.counts[i]
  }

  total(start: number, end: number): number {
    return this.now.slice(start, end).reduce((sum, count) => sum + count, 0)
  }
}
