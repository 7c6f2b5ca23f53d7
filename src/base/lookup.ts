/** What a table has of its own under a name that comes from outside; undefined for "constructor" and the like. */
export function tryOwn<Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined
}
