function longestRise(versions: string[]): number {
  let longest = 0
  let length = 0
  let last = -1
  for (const version of versions) {
    const [major, minor = 0, patch = 0] = version.split('.').map(Number)
    const number = (major * 10000 + minor) * 10000 + patch
    length = number > last ? length + 1 : 1
    longest = Math.max(longest, length)
    last = number
  }
  return longest
}
