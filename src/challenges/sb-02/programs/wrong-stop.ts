interface Entry {
  version: number
  mode: 'append' | 'overwrite' | 'optimize' | 'restore'
  adds: string[]
  removes: string[]
}

function activeFiles(log: Entry[], version: number): string[] {
  const until = log.findIndex((entry) => entry.version > version)
  const active = new Set<string>()
  const seen = until === -1 ? [...log] : log.slice(0, until)
  for (const entry of seen.sort((a, b) => a.version - b.version)) {
    for (const file of entry.removes) active.delete(file)
    for (const file of entry.adds) active.add(file)
  }
  return [...active].sort()
}
