/** A binary heap, the smallest number on top. */
class Heap {
  private items: number[] = []

  get size(): number {
    return this.items.length
  }

  get top(): number {
    return this.items[0]
  }

  push(x: number): void {
    const { items } = this
    let at = items.length
    items.push(x)
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (items[parent] <= x) break
      items[at] = items[parent]
      at = parent
    }
    items[at] = x
  }

  pop(): number {
    const { items } = this
    const top = items[0]
    const last = items.pop()!
    if (items.length === 0) return top
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= items.length) break
      if (child + 1 < items.length && items[child + 1] < items[child]) child++
      if (items[child] >= last) break
      items[at] = items[child]
      at = child
    }
    items[at] = last
    return top
  }
}

class RunningMedian {
  private low = new Heap()
  private high = new Heap()

  add(x: number): void {
    if (this.low.size <= this.high.size) this.low.push(-x)
    else this.high.push(x)
  }

  median(): number {
    if (this.low.size > this.high.size) return -this.low.top
    return (this.high.top - this.low.top) / 2
  }
}
