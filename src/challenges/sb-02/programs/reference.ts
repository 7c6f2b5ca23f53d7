interface Entry {
  version: number
  mode: 'append' | 'overwrite' | 'optimize' | 'restore'
  adds: string[]
  removes: string[]
}

function activeFiles(log: Entry[], version: number): string[] {
  const active = new Set<string>()
  for (const entry of [...log].sort((a, b) => a.version - b.version)) {
    if (entry.version > version) break
    for (const file of entry.removes) active.delete(file)
    for (const file of entry.adds) active.add(file)
  }
  return [...active].sort()
}
