function windowPeaks(values: number[], k: number): number[] {
  const kept: number[] = []
  const peaks: number[] = []
  for (let i = 0; i < values.length; i++) {
    if (i >= k && kept.length > 0 && kept[0] === values[i - k]) kept.shift()
    while (kept.length > 0 && kept[kept.length - 1] <= values[i]) kept.pop()
    kept.push(values[i])
    if (i >= k - 1) peaks.push(kept[0])
  }
  return peaks
}
