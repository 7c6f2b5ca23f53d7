function findReaches(values: number[]): [number, number][] {
  const reaches: [number, number][] = []
  const waiting: number[] = []
  for (let i = 0; i < values.length; i++) {
    while (waiting.length > 0 && values[waiting[waiting.length - 1]] <= values[i]) {
      const day = waiting.pop()!
      reaches[day][1] = i - day
    }
    const top = waiting.length > 0 ? waiting[waiting.length - 1] : -1
    reaches.push([i - top, 0])
    waiting.push(i)
  }
  return reaches
}
