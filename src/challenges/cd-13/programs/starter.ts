function orderLogs(names: string[]): string[] {
  return [...names].sort()
}
