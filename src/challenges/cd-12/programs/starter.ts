type Need = [task: string, needed: string]
type Plan = [order: string[], stuck: string[]]

function orderTasks(tasks: string[], needs: Need[]): Plan {
  return [[...tasks].sort(), []]
}
