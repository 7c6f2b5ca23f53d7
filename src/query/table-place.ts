/** Where a table stands: its name, or a schema and its name. */
export type TablePlace = readonly [string] | readonly [string, string]

/** The part of a table in a parsed SELECT that says under which name its text finds it. */
interface SelectedTable {
  readonly path: readonly string[]
  readonly asOf: unknown
  readonly view: string
}

/** A table of a query, once for all its mentions, and where its rows must be registered. */
export interface PlannedTable<Table> {
  readonly place: TablePlace
  readonly table: Table
}

/**
 * The tables that must stand ready before the text of a SELECT runs: a versioned one under its view, which the text quotes
 * as one name, another under its path. DuckDB's names differ not by case, so of two such tables the first stays.
 * A path of more than two names, which DuckDB would take for a database's, gives an undefined place.
 */
export function planTables<Table extends SelectedTable>(
  tables: readonly Table[],
): (PlannedTable<Table> | { readonly place: undefined; readonly table: Table })[] {
  const planned = new Map<string, PlannedTable<Table> | { readonly place: undefined; readonly table: Table }>()
  for (const table of tables) {
    const place = table.asOf === undefined ? tryPlace(table.path) : ([table.view] as const)
    const key = keyOf(place ?? table.path)
    if (!planned.has(key)) planned.set(key, { place, table })
  }
  return [...planned.values()]
}

function tryPlace(path: readonly string[]): TablePlace | undefined {
  const [first, second] = path
  if (first === undefined || path.length > 2) return undefined
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
