/**
 * Names for columns in formats that have each only once: one that has come up before gets the first number behind it that
 * makes a name which no column has.
 */
export function uniqueNames(names: readonly string[]): readonly string[] {
  const taken = new Set(names)
  const seen = new Set<string>()
  return names.map((name) => {
    if (!seen.has(name)) {
      seen.add(name)
      return name
    }
    let number = 2
    while (taken.has(`${name}_${number}`)) number++
    const unique = `${name}_${number}`
    taken.add(unique)
    return unique
  })
}
