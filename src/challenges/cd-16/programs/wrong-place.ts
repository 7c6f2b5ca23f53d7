type Column = [name: string, type: string]

function countSteps(from: Column[], to: Column[]): number {
  let steps = Math.abs(from.length - to.length)
  for (let i = 0; i < Math.min(from.length, to.length); i++) {
    if (from[i][0] !== to[i][0]) steps++
    if (from[i][1] !== to[i][1]) steps++
  }
  return steps
}
