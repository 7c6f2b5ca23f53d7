class Totals {
  constructor(counts: number[]) {}

  set(i: number, count: number): void {}

  total(start: number, end: number): number {
    return 0
  }
}
