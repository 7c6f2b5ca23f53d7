function findReaches(values: number[]): [number, number][] {
  return values.map((value, i) => {
    let first = i
    while (first > 0 && values[first - 1] <= value) first--
    let next = i + 1
    while (next < values.length && values[next] <= value) next++
    return [i - first + 1, next - i]
  })
}
