type Column = [name: string, type: string]

function countSteps(from: Column[], to: Column[]): number {
  // For the first columns of `from`: the steps to each beginning of `to`.
  let above = [0, ...to.map(() => 0)]
  for (const [name, type] of from) {
    const row = [0]
    for (const [j, [otherName, otherType]] of to.entries()) {
      const change = Number(name !== otherName) + Number(type !== otherType)
      row.push(Math.min(above[j] + change, above[j + 1] + 1, row[j] + 1))
    }
    above = row
  }
  return above[to.length]
}
