class RunningMedian {
  private items: number[] = []

  add(x: number): void {
    this.items.push(x)
    this.items.sort((a, b) => a - b)
  }

  median(): number {
    return this.items[this.items.length >> 1]
  }
}
