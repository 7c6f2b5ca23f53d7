interface Entry {
  version: number
  mode: 'append' | 'overwrite' | 'optimize' | 'restore'
  adds: string[]
  removes: string[]
}

function activeFiles(log: Entry[], version: number): string[] {
  const added = new Set<string>()
  const removed = new Set<string>()
  for (const entry of log) {
    if (entry.version > version) break
    if (entry.mode === 'overwrite') added.clear()
    for (const file of entry.adds) added.add(file)
    for (const file of entry.removes) removed.add(file)
  }
  return [...added].filter((file) => !removed.has(file)).sort()
}
