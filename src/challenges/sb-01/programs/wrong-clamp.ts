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
    const target = version === undefined ? this.version : Math.min(Math.max(version, 0), this.version)
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
