import type { RecordFollower } from './record-scanner.ts'

const LINE_FEED = 10
const QUOTE = 34
const COMMA = 44

/** Where in a field the next byte stands. `closing`: behind a quote that closes the field, or is the first of two. */
type Place = 'field start' | 'unquoted' | 'quoted' | 'closing'

/** Finds the end of a CSV record as `CsvScanner` does, wherever its pieces are cut. */
export class CsvFollower implements RecordFollower {
  lines = 1
  #place: Place = 'field start'

  get isOpen(): boolean {
    return this.#place === 'quoted'
  }

  follow(bytes: Uint8Array, from: number, end: number): number {
    let place = this.#place
    for (let at = from; at < end; at++) {
      const byte = bytes[at] as number
      if (place === 'quoted') {
        if (byte === QUOTE) place = 'closing'
        else if (byte === LINE_FEED) this.lines++
      } else if (byte === LINE_FEED) return at + 1
      else if (byte === COMMA) place = 'field start'
      else if (byte === QUOTE && place !== 'unquoted') place = 'quoted'
      else place = 'unquoted'
    }
    this.#place = place
    return -1
  }
}
