function isBelow(a: number[], b: number[]): boolean {
  for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return a[i] < b[i]
  return a.length < b.length
}

function longestRise(versions: string[]): number {
  const numbers = versions.map((version) => version.split('.').map(Number))
  const lengths: number[] = []
  let longest = 0
  for (let i = 0; i < numbers.length; i++) {
    let length = 1
    for (let j = 0; j < i; j++) if (isBelow(numbers[j], numbers[i]) && lengths[j] >= length) length = lengths[j] + 1
    lengths.push(length)
    longest = Math.max(longest, length)
  }
  return longest
}
