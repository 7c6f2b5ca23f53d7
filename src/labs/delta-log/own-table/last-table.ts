/** The table that was looked at last in this tab: its files are not kept, and a reload loses them. */
const KEY = 'lakescope:own-table'

export function readLastTable(): string | undefined {
  try {
    return sessionStorage.getItem(KEY) ?? undefined
  } catch {
    return undefined
  }
}

export function keepLastTable(name: string | undefined): void {
  try {
    if (name === undefined) sessionStorage.removeItem(KEY)
    else sessionStorage.setItem(KEY, name)
  } catch {
    // Where nothing may be kept, nothing is said after a reload.
  }
}
