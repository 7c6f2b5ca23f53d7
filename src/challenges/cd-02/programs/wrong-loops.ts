function countStretches(changes: number[], low: number, high: number): number {
  let count = 0
  for (let i = 0; i < changes.length; i++) {
    let sum = 0
    for (let j = i; j < changes.length; j++) {
      sum += changes[j]
      if (sum >= low && sum <= high) count++
    }
  }
  return count
}
