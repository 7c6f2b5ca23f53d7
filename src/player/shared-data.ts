/** What is known of a file of the user's without its rows. */
export interface SharedData {
  readonly name: string
  readonly sizeBytes: number
  /** Of the file's size, its ends and samples of its bytes: known as soon as it is opened. */
  readonly digest: string
  /** Of all its rows, in any order: known once a sort of them is over. */
  readonly rowsDigest?: string | undefined
}
