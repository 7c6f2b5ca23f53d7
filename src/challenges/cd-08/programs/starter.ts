function windowPeaks(values: number[], k: number): number[] {
  return []
}
