type Row = number | string

interface Entry {
  version: number
  mode: 'append' | 'overwrite'
  rows: Row[]
}

class Table {
  private log: Entry[] = []
  private version = 0

  append(rows: Row[]): number {
    return this.commit('append', rows)
  }

  overwrite(rows: Row[]): number {
    return this.commit('overwrite', rows)
  }

  read(version?: number): Row[] {
    if (version && (version < 0 || version > this.version)) {
      throw new RangeError(`there is no version ${version}`)
    }
    const target = version ? version : this.version
    let rows: Row[] = []
    for (const entry of this.log) {
      if (entry.version > target) break
      rows = entry.mode === 'overwrite' ? entry.rows : [...rows, ...entry.rows]
    }
    return rows
  }

  private commit(mode: Entry['mode'], rows: Row[]): number {
    this.version += 1
    this.log.push({ version: this.version, mode, rows: [...rows] })
    return this.version
  }
}
