type Need = [task: string, needed: string]
type Plan = [order: string[], stuck: string[]]

function orderTasks(tasks: string[], needs: Need[]): Plan {
  const open = new Map<string, number>()
  const followers = new Map<string, string[]>()
  for (const task of tasks) {
    open.set(task, 0)
    followers.set(task, [])
  }
  for (const [task, needed] of needs) {
    open.set(task, open.get(task)! + 1)
    followers.get(needed)!.push(task)
  }

  const ready = new Heap()
  for (const task of tasks) if (open.get(task) === 0) ready.push(task)
  const order: string[] = []
  while (ready.size > 0) {
    const task = ready.pop()
    order.push(task)
    for (const follower of followers.get(task)!) {
      const left = open.get(follower)! - 1
      open.set(follower, left)
      if (left === 0) ready.push(follower)
    }
  }
  return [order, tasks.filter((task) => open.get(task) !== 0).sort()]
}

class Heap {
  private items: string[] = []

  get size(): number {
    return this.items.length
  }

  push(item: string): void {
    const { items } = this
    let at = items.length
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (items[parent] < item) break
      items[at] = items[parent]
      at = parent
    }
    items[at] = item
  }

  pop(): string {
    const { items } = this
    const top = items[0]
    const last = items.pop()!
    if (items.length === 0) return top
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (items[child + 1] < items[child]) child++
      if (!(items[child] < last)) break
      items[at] = items[child]
      at = child
    }
    items[at] = last
    return top
  }
}
