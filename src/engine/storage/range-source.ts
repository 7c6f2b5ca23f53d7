/** A file that is read by ranges when it pleases: it may lie far away. */
export interface RangeSource {
  /** Name for messages. */
  readonly name: string
  readonly sizeBytes: number
  /** Bytes [start, end), all of them; rejects when there are fewer. */
  read(start: number, end: number): Promise<Uint8Array<ArrayBuffer>>
}
