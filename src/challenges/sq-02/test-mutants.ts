/** Mutants of the reference that mean the same; see `practice/sql/mutation-score.test.ts`. */
export const equivalents: Readonly<Record<string, string>> = {
  '5:14 max → min': 'All rows on place 2 of a department have one salary, and NULL is skipped by both.',
}
