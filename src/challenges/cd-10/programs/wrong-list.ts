class Totals {
  constructor(private counts: number[]) {}

  set(i: number, count: number): void {
    this.counts[i] = count
  }

  total(start: number, end: number): number {
    let sum = 0
    for (let i = start; i < end; i++) sum += this.counts[i]
    return sum
  }
}
