function windowPeaks(values: number[], k: number): number[] {
  const peaks: number[] = []
  let highest = 0
  for (let i = 0; i < values.length; i++) {
    if (values[i] >= values[highest] || highest <= i - k) highest = i
    if (i >= k - 1) peaks.push(values[highest])
  }
  return peaks
}
