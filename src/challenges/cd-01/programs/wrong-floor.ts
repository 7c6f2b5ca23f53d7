class RunningMedian {
  private items: number[] = []

  add(x: number): void {
    this.items.push(x)
    this.items.sort((a, b) => a - b)
  }

  median(): number {
    const { items } = this
    const middle = items.length >> 1
    return items.length % 2 === 1 ? items[middle] : Math.floor((items[middle - 1] + items[middle]) / 2)
  }
}
