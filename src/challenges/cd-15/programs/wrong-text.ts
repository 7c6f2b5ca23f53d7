function longestRise(versions: string[]): number {
  const lengths: number[] = []
  let longest = 0
  for (let i = 0; i < versions.length; i++) {
    let length = 1
    for (let j = 0; j < i; j++) if (versions[j] < versions[i] && lengths[j] >= length) length = lengths[j] + 1
    lengths.push(length)
    longest = Math.max(longest, length)
  }
  return longest
}
