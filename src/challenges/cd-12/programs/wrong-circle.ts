type Need = [task: string, needed: string]
type Plan = [order: string[], stuck: string[]]

function orderTasks(tasks: string[], needs: Need[]): Plan {
  const left = new Set(tasks)
  const order: string[] = []
  for (;;) {
    const ready = [...left].filter((task) => needs.every(([other, needed]) => other !== task || !left.has(needed)))
    if (ready.length === 0) break
    const [next] = ready.sort()
    order.push(next)
    left.delete(next)
  }
  const isInCircle = (task: string): boolean => {
    const reached = new Set<string>()
    const open = [task]
    while (open.length > 0) {
      const at = open.pop()!
      for (const [other, needed] of needs) {
        if (other !== at || reached.has(needed)) continue
        reached.add(needed)
        open.push(needed)
      }
    }
    return reached.has(task)
  }
  return [order, [...left].filter(isInCircle).sort()]
}
