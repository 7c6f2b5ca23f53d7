/** What is known of a file of the user's without its rows. */
export interface SharedData {
  readonly name: string
  readonly sizeBytes: number
  /** Of the file's size, its ends and samples of its bytes: known as soon as it is opened. */
  readonly digest: string
  /** Of all its rows, in any order: known once a sort of them is over. */
  readonly rowsDigest?: string | undefined
  /** Of a run that went on with finished work of an earlier one: the file alone does not give its events again. */
  readonly resumed?: SharedResumption | undefined
}

/** What was gone on with, and where the playhead stood, so that the nearest place of a run from the beginning is found. */
export interface SharedResumption {
  /** Finished runs that were taken over. */
  readonly runs: number
  /** So many events behind the `nth` event of a kind, or behind the last one where `nth` is 0. */
  readonly place?: { readonly kind: number; readonly nth: number; readonly ahead: number } | undefined
}
