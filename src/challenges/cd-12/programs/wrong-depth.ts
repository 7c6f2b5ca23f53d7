type Need = [task: string, needed: string]
type Plan = [order: string[], stuck: string[]]

function orderTasks(tasks: string[], needs: Need[]): Plan {
  const left = new Set(tasks)
  for (let size = -1; size !== left.size;) {
    size = left.size
    const blocked = new Set(needs.filter(([, needed]) => left.has(needed)).map(([task]) => task))
    for (const task of [...left]) if (!blocked.has(task)) left.delete(task)
  }
  const order: string[] = []
  const visit = (task: string): void => {
    if (left.has(task) || order.includes(task)) return
    const own = needs.filter(([other]) => other === task).map(([, needed]) => needed)
    for (const needed of own.sort()) visit(needed)
    order.push(task)
  }
  for (const task of [...tasks].sort()) visit(task)
  return [order, [...left].sort()]
}
