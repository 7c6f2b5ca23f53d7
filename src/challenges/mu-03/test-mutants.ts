/** Mutants of the reference that mean the same; see `practice/sql/mutation-score.test.ts`. */
export const equivalents: Readonly<Record<string, string>> = {
  '3:9 ALL → nothing': 'Two equal versions of an id are one; of those that are newest a single one is taken anyway.',
}
