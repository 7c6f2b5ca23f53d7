function windowPeaks(values: number[], k: number): number[] {
  const peaks: number[] = []
  for (let i = 0; i + k <= values.length; i++) {
    let highest = values[i]
    for (let j = i + 1; j < i + k; j++) if (values[j] > highest) highest = values[j]
    peaks.push(highest)
  }
  return peaks
}
