class LoadCounter {
  hit(t: number): void {}

  count(t: number): number {
    return 0
  }
}
