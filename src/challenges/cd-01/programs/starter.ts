class RunningMedian {
  add(x: number): void {}

  median(): number {
    return 0
  }
}
