type Column = [name: string, type: string]

function countSteps(from: Column[], to: Column[]): number {
  // For the first columns of `from`: the steps to each beginning of `to`.
  let above = [0, ...to.map((_, j) => j + 1)]
  for (const [i, [name, type]] of from.entries()) {
    const row = [i + 1]
    for (const [j, [otherName, otherType]] of to.entries()) {
      const change = name !== otherName || type !== otherType ? 1 : 0
      row.push(Math.min(above[j] + change, above[j + 1] + 1, row[j] + 1))
    }
    above = row
  }
  return above[to.length]
}
