/** Lines and columns from 1. */
export interface Place {
  readonly line: number
  readonly column: number
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/**
 * The place in the source of a place in compiled code that kept its lines: the last mapped column at or before it on its
 * line. `mappings` is a source map's, of one source.
 */
export function findSourcePlace(mappings: string, { line, column }: Place): Place {
  let sourceLine = 0
  let sourceColumn = 0
  let found: Place | undefined
  mappings.split(';', line).forEach((segments, i) => {
    let at = 0
    for (const segment of segments === '' ? [] : segments.split(',')) {
      const [atStep = 0, , lineStep = 0, columnStep = 0] = readNumbers(segment)
      at += atStep
      sourceLine += lineStep
      sourceColumn += columnStep
      const isBefore = i === line - 1 && at < column
      if (isBefore) found = { line: sourceLine + 1, column: sourceColumn + 1 }
    }
  })
  return found ?? { line, column }
}

/** Numbers in base 64: five bits a digit, low ones first, a sixth for more to come; the lowest bit of a number is its sign. */
function readNumbers(text: string): number[] {
  const numbers: number[] = []
  let number = 0
  let shift = 0
  for (const digit of text) {
    const bits = DIGITS.indexOf(digit)
    number += (bits & 31) << shift
    shift += 5
    if ((bits & 32) !== 0) continue
    numbers.push(number & 1 ? -(number >> 1) : number >> 1)
    number = 0
    shift = 0
  }
  return numbers
}
