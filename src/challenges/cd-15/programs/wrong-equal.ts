function longestRise(versions: string[]): number {
  const numbers = versions.map((version) => {
    const [major, minor = 0, patch = 0] = version.split('.').map(Number)
    return (major * 10000 + minor) * 10000 + patch
  })
  const lengths: number[] = []
  let longest = 0
  for (let i = 0; i < numbers.length; i++) {
    let length = 1
    for (let j = 0; j < i; j++) if (numbers[j] <= numbers[i] && lengths[j] >= length) length = lengths[j] + 1
    lengths.push(length)
    longest = Math.max(longest, length)
  }
  return longest
}
