function longestRise(versions: string[]): number {
  const ends: number[] = []
  for (const version of versions) {
    const [major, minor = 0, patch = 0] = version.split('.').map(Number)
    const number = (major * 10000 + minor) * 10000 + patch
    let at = 0
    while (at < ends.length && ends[at] < number) at++
    ends[at] = number
  }
  return ends.length
}
