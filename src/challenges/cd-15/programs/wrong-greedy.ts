function longestRise(versions: string[]): number {
  let length = 0
  let last = -1
  for (const version of versions) {
    const [major, minor = 0, patch = 0] = version.split('.').map(Number)
    const number = (major * 10000 + minor) * 10000 + patch
    if (number <= last) continue
    length++
    last = number
  }
  return length
}
