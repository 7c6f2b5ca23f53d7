type Need = [task: string, needed: string]
type Plan = [order: string[], stuck: string[]]

function orderTasks(tasks: string[], needs: Need[]): Plan {
  const open = new Map<string, number>()
  const followers = new Map<string, string[]>()
  for (const task of tasks) {
    open.set(task, 0)
    followers.set(task, [])
  }
  for (const [needed, task] of needs) {
    open.set(task, open.get(task)! + 1)
    followers.get(needed)!.push(task)
  }
  const left = new Set(tasks)
  const order: string[] = []
  for (;;) {
    let next: string | undefined
    for (const task of left) if (open.get(task) === 0 && (next === undefined || task < next)) next = task
    if (next === undefined) return [order, [...left].sort()]
    left.delete(next)
    order.push(next)
    for (const follower of followers.get(next)!) open.set(follower, open.get(follower)! - 1)
  }
}
