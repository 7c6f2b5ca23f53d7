/** A table of texts; rows that `areRecords` are too long to stand side by side, and their empty values are left out. */
export interface WrittenAnswer {
  readonly columns: readonly { readonly name: string; readonly isNumeric: boolean }[]
  readonly rows: readonly (readonly string[])[]
  /** "3 rows of version 2". */
  readonly note: string
  readonly areRecords?: boolean
}
