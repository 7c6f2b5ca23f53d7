/** Mutants of the reference that mean the same; see `practice/sql/mutation-score.test.ts`. */
export const equivalents: Readonly<Record<string, string>> = {
  '5:35 row_number → rank': 'The days of a user are distinct there, so that nothing ties.',
  '5:35 row_number → dense_rank': 'The days of a user are distinct there, so that nothing ties.',
}
