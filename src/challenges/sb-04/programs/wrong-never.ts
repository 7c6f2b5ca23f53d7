interface Entry {
  adds: string[]
  removes: string[]
}

interface Mine extends Entry {
  /** The version that was read. */
  version: number
  /** Whether all of it was read. */
  whole: boolean
}

class Conflict extends Error {}

function commit(store: Store, mine: Mine): number {
  const entry = { adds: mine.adds, removes: mine.removes }
  let version = mine.version + 1
  while (!store.putIfAbsent(version, entry)) {
    version += 1
  }
  return version
}

/** Entries by version, and others that want to write too. Leave it as it is. */
class Store {
  constructor(
    private log: Entry[],
    private rivals: Entry[],
  ) {}

  get newest(): number {
    return this.log.length - 1
  }

  read(version: number): Entry {
    return this.log[version]
  }

  putIfAbsent(version: number, entry: Entry): boolean {
    if (version > this.log.length) throw new Error('a version would be left out')
    if (version < this.log.length) return false
    const rival = this.rivals.shift()
    this.log.push(rival ?? entry)
    return rival === undefined
  }
}

/** What the judge calls. Leave it as it is. */
function race(log: Entry[], rivals: Entry[], mine: Mine) {
  const all = [...log]
  const store = new Store(all, [...rivals])
  try {
    const version = commit(store, mine)
    return { version, log: all }
  } catch (error) {
    if (error instanceof Conflict) return 'conflict'
    throw error
  }
}
