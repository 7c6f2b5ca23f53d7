interface Entry {
  version: number
  mode: 'append' | 'overwrite' | 'optimize' | 'restore'
  adds: string[]
  removes: string[]
}

function activeFiles(log: Entry[], version: number): string[] {
  const counts = new Map<string, number>()
  for (const entry of log) {
    if (entry.version > version) continue
    for (const file of entry.adds) counts.set(file, (counts.get(file) ?? 0) + 1)
    for (const file of entry.removes) counts.set(file, (counts.get(file) ?? 0) - 1)
  }
  return [...counts.keys()].filter((file) => counts.get(file)! > 0).sort()
}
