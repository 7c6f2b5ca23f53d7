function orderLogs(names: string[]): string[] {
  const files = [...names].reverse().map((name) => {
    const parts = name.split('.')
    return { name, service: parts[0], number: parts.length > 2 ? BigInt(parts[1]) : -1n }
  })
  files.sort((a, b) => {
    if (a.service !== b.service) return a.service < b.service ? -1 : 1
    if (a.number !== b.number) return a.number > b.number ? -1 : 1
    return 0
  })
  return files.map(({ name }) => name)
}
