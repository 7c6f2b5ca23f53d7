function findReaches(values: number[]): [number, number][] {
  const reaches: [number, number][] = []
  // Days that wait for a higher value; theirs never rise from bottom to top.
  const waiting: number[] = []
  for (let i = 0; i < values.length; i++) {
    while (waiting.length > 0 && values[waiting[waiting.length - 1]] < values[i]) {
      const day = waiting.pop()!
      reaches[day][1] = i - day
    }
    const top = waiting.length > 0 ? waiting[waiting.length - 1] : -1
    // Behind an equal day the row goes on as far as that day's own.
    const more = values[top] === values[i] ? reaches[top][0] : 0
    reaches.push([i - top + more, 0])
    waiting.push(i)
  }
  return reaches
}
