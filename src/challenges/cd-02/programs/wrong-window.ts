function countStretches(changes: number[], low: number, high: number): number {
  return countUpTo(changes, high) - countUpTo(changes, low - 1)
}

function countUpTo(changes: number[], most: number): number {
  let count = 0
  let sum = 0
  let first = 0
  for (let i = 0; i < changes.length; i++) {
    sum += changes[i]
    while (first <= i && sum > most) {
      sum -= changes[first]
      first++
    }
    count += i - first + 1
  }
  return count
}
