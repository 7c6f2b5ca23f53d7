import { isOnlyDelete } from './merge-clauses.ts'
import type { MergeClauses, MergeOn } from './merge-clauses.ts'
import type { RowChange } from './row-changes.ts'
import { DeltaWriteError } from './write-error.ts'
import type { Row } from './write-files.ts'

/** What a MERGE is told, whatever its table lies in. */
export interface MergeTask extends MergeClauses {
  /** In a schema of their own, which `on` and the clauses know. */
  readonly source: readonly Row[]
  readonly on: MergeOn
}

const NO_CHANGES: ReadonlyMap<number, RowChange> = new Map()

/**
 * Finds the source rows of rows of the table, and remembers which of them were found: `inserts` comes when all rows of the table
 * that ON may mean have been seen. `decide` throws as `runMerge` does.
 */
export class MergePairs {
  readonly #found = new Set<number>()
  readonly #byKey: ReadonlyMap<string, readonly number[]> | undefined

  constructor(private readonly options: MergeTask) {
    const { on, source } = options
    const { keys } = on
    if (keys === undefined) return
    const byKey = new Map<string, number[]>()
    source.forEach((row, place) => {
      const key = keys.source(row)
      if (key === undefined) return
      const places = byKey.get(key)
      if (places === undefined) byKey.set(key, [place])
      else places.push(place)
    })
    this.#byKey = byKey
  }

  /** Whether a row of the table matters: it has a source row, or one without matters too. */
  canRead(row: Row): boolean {
    const { notMatchedBySource = [] } = this.options
    return notMatchedBySource.length > 0 || this.#placesOf(row).length > 0
  }

  /** Only notes which source rows have a row of the table: for a MERGE that inserts and does nothing else. */
  match(rows: readonly Row[]): ReadonlyMap<number, RowChange> {
    for (const row of rows) this.#sourcesOf(row)
    return NO_CHANGES
  }

  /** What becomes of rows of the table, by their places. */
  decide(rows: readonly Row[]): ReadonlyMap<number, RowChange> {
    const changes = new Map<number, RowChange>()
    rows.forEach((row, place) => {
      const sources = this.#sourcesOf(row)
      const change = sources.length === 0 ? this.#decideAlone(row) : this.#decideMatched(row, sources)
      if (change !== undefined) changes.set(place, change)
    })
    return changes
  }

  /** The rows that source rows without a row of the table become. */
  inserts(): Row[] {
    const { source, notMatched = [] } = this.options
    return source.flatMap((row, place) => {
      if (this.#found.has(place)) return []
      const clause = notMatched.find(({ condition }) => condition === undefined || condition.test(row) === true)
      return clause === undefined ? [] : [clause.insert(row)]
    })
  }

  #sourcesOf(target: Row): Row[] {
    const found = this.#placesOf(target)
    for (const place of found) this.#found.add(place)
    return found.map((place) => this.options.source[place] as Row)
  }

  #placesOf(target: Row): number[] {
    const { on, source } = this.options
    const key = on.keys?.target(target)
    const all = [...source.keys()]
    const places = this.#byKey === undefined ? all : key === undefined ? [] : (this.#byKey.get(key) ?? [])
    return places.filter((place) => on.test(target, source[place] as Row) === true)
  }

  #decideMatched(target: Row, sources: readonly Row[]): RowChange | undefined {
    const { matched = [] } = this.options
    const clauseOf = (source: Row) =>
      matched.find(({ condition }) => condition === undefined || condition.test(target, source) === true)
    // Without other clauses Delta looks only at pairs for which some clause is true.
    const counted = this.#isMatchedOnly ? sources.filter((source) => clauseOf(source) !== undefined) : sources
    if (counted.length > 1 && !isOnlyDelete(this.options)) throw ambiguous(target, counted.length)
    const [source] = counted
    const clause = source === undefined ? undefined : clauseOf(source)
    if (clause === undefined || source === undefined) return undefined
    return clause.kind === 'delete' ? { kind: 'delete' } : { kind: 'update', row: clause.set(target, source) }
  }

  get #isMatchedOnly(): boolean {
    const { notMatched = [], notMatchedBySource = [] } = this.options
    return notMatched.length + notMatchedBySource.length === 0
  }

  #decideAlone(target: Row): RowChange | undefined {
    const { notMatchedBySource = [] } = this.options
    const clause = notMatchedBySource.find(
      ({ condition }) => condition === undefined || condition.test(target) === true,
    )
    if (clause === undefined) return undefined
    return clause.kind === 'delete' ? { kind: 'delete' } : { kind: 'update', row: clause.set(target) }
  }
}

function ambiguous(target: Row, count: number): DeltaWriteError {
  const shown = target.map((value) => (typeof value === 'object' ? '…' : String(value))).join(', ')
  const what = `${count} rows of the source match one row of the table (${shown}), and they could change it in conflicting ways`
  return new DeltaWriteError('DELTA_MULTIPLE_SOURCE_ROW_MATCHING_TARGET_ROW_IN_MERGE', what, 'ON')
}
