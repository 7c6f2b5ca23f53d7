function windowPeaks(values: number[], k: number): number[] {
  const kept: number[] = []
  const peaks: number[] = []
  for (let i = 0; i < values.length; i++) {
    while (kept.length > 0 && values[kept[kept.length - 1]] <= values[i]) kept.pop()
    kept.push(i)
    if (kept[0] <= i - k) kept.shift()
    peaks.push(values[kept[0]])
  }
  return peaks
}
