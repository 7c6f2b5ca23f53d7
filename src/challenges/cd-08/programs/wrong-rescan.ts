function windowPeaks(values: number[], k: number): number[] {
  const peaks: number[] = []
  let highest = -1
  for (let i = 0; i < values.length; i++) {
    if (highest >= 0 && highest > i - k) {
      if (values[i] >= values[highest]) highest = i
    } else {
      highest = Math.max(0, i - k + 1)
      for (let j = highest + 1; j <= i; j++) if (values[j] >= values[highest]) highest = j
    }
    if (i >= k - 1) peaks.push(values[highest])
  }
  return peaks
}
