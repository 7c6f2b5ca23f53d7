class RunningMedian {
  private items = new Set<number>()

  add(x: number): void {
    this.items.add(x)
  }

  median(): number {
    const sorted = [...this.items].sort((a, b) => a - b)
    const middle = sorted.length >> 1
    return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}
