import type { Cell, QueryResult, ResultColumn } from '../../query/cell.ts'
import { classOf, exactKey, isFloating, isSameCell } from './sql-value.ts'

export interface RowMatch {
  /** Places of expected rows that are not there, or not as often. */
  readonly missing: readonly number[]
  /** Places of rows that should not be there, or not as often. */
  readonly extra: readonly number[]
}

type Table = Pick<QueryResult, 'columns' | 'rows'>
type Row = readonly Cell[]

/**
 * Pairs the rows of two results with equally many columns, as many as can be paired, whatever their order. Of equal rows
 * the later ones are left over.
 */
export function matchRows(expected: Table, got: Table): RowMatch {
  const loose = expected.columns.map((column, i) => isFloating(column) || isFloating(got.columns[i] as ResultColumn))
  const groups = groupRows(got, loose)
  const missing: number[] = []
  const extra: number[] = []
  for (const [key, places] of groupRows(expected, loose)) {
    const candidates = groups.get(key) ?? []
    groups.delete(key)
    const left = loose.includes(true)
      ? pairLoosely(expected, places, got, candidates)
      : { missing: places.slice(candidates.length), extra: candidates.slice(places.length) }
    missing.push(...left.missing)
    extra.push(...left.extra)
  }
  for (const places of groups.values()) extra.push(...places)
  return { missing: missing.sort(ascending), extra: extra.sort(ascending) }
}

/** Places of the rows by what must be equal exactly. */
function groupRows({ columns, rows }: Table, loose: readonly boolean[]): Map<string, number[]> {
  const groups = new Map<string, number[]>()
  rows.forEach((row, place) => {
    const key = JSON.stringify(columns.map((column, i) => keyOf(row[i], column, loose[i] === true)))
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [place])
    else group.push(place)
  })
  return groups
}

function keyOf(cell: Cell, column: ResultColumn, isLoose: boolean): string {
  const isFree = isLoose && cell !== undefined && classOf(column) === 'number'
  return isFree ? 'number' : exactKey(cell, column)
}

/**
 * A largest matching (augmenting paths): being close is not transitive, so the first partner that fits may be one that
 * another row needs.
 */
function pairLoosely(expected: Table, places: readonly number[], got: Table, candidates: readonly number[]): RowMatch {
  const partnerOf = new Map<number, number>()
  const fits = (place: number, candidate: number): boolean =>
    isSameRow(expected.rows[place] as Row, expected.columns, got.rows[candidate] as Row, got.columns)
  const tryPair = (place: number, tried: Set<number>): boolean => {
    for (const candidate of candidates) {
      if (tried.has(candidate) || !fits(place, candidate)) continue
      tried.add(candidate)
      const rival = partnerOf.get(candidate)
      if (rival !== undefined && !tryPair(rival, tried)) continue
      partnerOf.set(candidate, place)
      return true
    }
    return false
  }
  const missing = places.filter((place) => !tryPair(place, new Set()))
  return { missing, extra: candidates.filter((candidate) => !partnerOf.has(candidate)) }
}

export function isSameRow(
  a: Row,
  columnsA: readonly ResultColumn[],
  b: Row,
  columnsB: readonly ResultColumn[],
): boolean {
  return columnsA.every((column, i) => isSameCell(a[i], column, b[i], columnsB[i] as ResultColumn))
}

function ascending(a: number, b: number): number {
  return a - b
}
