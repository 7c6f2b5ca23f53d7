type Column = [name: string, type: string]

function countSteps(from: Column[], to: Column[]): number {
  const left = [...to]
  let drops = 0
  for (const [name, type] of from) {
    const at = left.findIndex((other) => other[0] === name && other[1] === type)
    if (at === -1) drops++
    else left.splice(at, 1)
  }
  return drops + left.length
}
