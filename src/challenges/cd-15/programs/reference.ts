function longestRise(versions: string[]): number {
  // At place k: the lowest version that a rise of k + 1 versions can end with.
  const ends: number[] = []
  for (const version of versions) {
    const [major, minor = 0, patch = 0] = version.split('.').map(Number)
    const number = (major * 10000 + minor) * 10000 + patch
    let low = 0
    let high = ends.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (ends[middle] < number) low = middle + 1
      else high = middle
    }
    ends[low] = number
  }
  return ends.length
}
