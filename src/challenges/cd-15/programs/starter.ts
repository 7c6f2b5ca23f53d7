function longestRise(versions: string[]): number {
  return versions.length
}
