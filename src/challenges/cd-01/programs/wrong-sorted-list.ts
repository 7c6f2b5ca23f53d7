class RunningMedian {
  private items: number[] = []

  add(x: number): void {
    this.items.push(x)
    this.items.sort((a, b) => a - b)
  }

  median(): number {
    const middle = this.items.length >> 1
    if (this.items.length % 2 === 1) return this.items[middle]
    return (this.items[middle - 1] + this.items[middle]) / 2
  }
}
