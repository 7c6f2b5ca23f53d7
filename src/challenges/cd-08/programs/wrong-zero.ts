function windowPeaks(values: number[], k: number): number[] {
  const peaks: number[] = []
  for (let i = 0; i + k <= values.length; i++) {
    let highest = 0
    for (let j = i; j < i + k; j++) highest = Math.max(highest, values[j])
    peaks.push(highest)
  }
  return peaks
}
