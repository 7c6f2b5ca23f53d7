/** Where a table stands: its name, or a schema and its name. */
export type TablePlace = readonly [string] | readonly [string, string]

/** The part of a table in a parsed SELECT that says under which name its text finds it. */
interface SelectedTable {
  readonly path: readonly string[]
  readonly asOf: unknown
  readonly changes?: unknown
  readonly view: string
}

/** A table of a query, once for all its mentions, and where its rows must be registered. */
export interface PlannedTable<Table> {
  readonly place: TablePlace
  readonly table: Table
}

/**
 * The tables that must stand ready before the text of a SELECT runs: one that is versioned, in a catalog or the changes of
 * one under its view, which the text quotes as one name, another under its path. DuckDB's names differ not by case, so of two such tables the
 * first stays.
 */
export function planTables<Table extends SelectedTable>(tables: readonly Table[]): PlannedTable<Table>[] {
  const planned = new Map<string, PlannedTable<Table>>()
  for (const table of tables) {
    const place = placeOf(table)
    const key = keyOf(place)
    if (!planned.has(key)) planned.set(key, { place, table })
  }
  return [...planned.values()]
}

function placeOf({ path, asOf, changes, view }: SelectedTable): TablePlace {
  const [first, second] = path
  if (asOf !== undefined || changes !== undefined || first === undefined || path.length > 2) return [view]
  return second === undefined ? [first] : [first, second]
}

/** Equal for places that are one to DuckDB. */
export function keyOf(place: readonly string[]): string {
  const full = place.length === 1 ? ['main', ...place] : place
  return full.map((name) => quoteName(name.toLowerCase())).join('.')
}

/** A place as SQL. */
export function formatPlace(place: TablePlace): string {
  return place.map(quoteName).join('.')
}

export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
