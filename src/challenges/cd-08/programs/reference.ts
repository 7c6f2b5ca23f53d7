function windowPeaks(values: number[], k: number): number[] {
  // Positions whose values fall; those before `front` have left the window.
  const kept: number[] = []
  let front = 0
  const peaks: number[] = []
  for (let i = 0; i < values.length; i++) {
    while (kept.length > front && values[kept[kept.length - 1]] <= values[i]) kept.pop()
    kept.push(i)
    if (kept[front] === i - k) front++
    if (i >= k - 1) peaks.push(values[kept[front]])
  }
  return peaks
}
