import { countWhile } from '../../base/search.ts'
import type { Place } from '../predicate/sql-error.ts'

/** A part [start, end) of a text, by offsets in UTF-16 code units. */
export interface TextRange {
  readonly start: number
  readonly end: number
}

/** A text and where its lines begin. A line ends with LF, CR or CR LF. */
export class SourceText {
  readonly #lineStarts: readonly number[]

  constructor(readonly text: string) {
    this.#lineStarts = [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map((end) => end.index + end[0].length)]
  }

  placeOf({ start, end }: TextRange): Place {
    const line = countWhile(this.#lineStarts.length, (i) => (this.#lineStarts[i] as number) <= start)
    return { line, column: start - (this.#lineStarts[line - 1] as number) + 1, length: end - start }
  }
}
