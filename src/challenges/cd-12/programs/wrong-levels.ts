type Need = [task: string, needed: string]
type Plan = [order: string[], stuck: string[]]

function orderTasks(tasks: string[], needs: Need[]): Plan {
  const left = new Set(tasks)
  const order: string[] = []
  for (;;) {
    const ready = [...left].filter((task) => needs.every(([other, needed]) => other !== task || !left.has(needed)))
    if (ready.length === 0) return [order, [...left].sort()]
    order.push(...ready.sort())
    for (const task of ready) left.delete(task)
  }
}
