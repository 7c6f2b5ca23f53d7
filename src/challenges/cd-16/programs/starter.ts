type Column = [name: string, type: string]

function countSteps(from: Column[], to: Column[]): number {
  return Math.abs(from.length - to.length)
}
