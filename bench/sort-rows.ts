import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs'
import { Rng } from '../src/base/rng.ts'

/** The columns of the rows that `writeRows` makes. */
export const HEADER = 'id,amount,name,city,note'

const SYLLABLES = ['an', 'bel', 'cor', 'da', 'el', 'fi', 'gor', 'hu', 'is', 'ka', 'lo', 'mir', 'no', 'pe', 'ra', 'tu']
const CITIES = ['Aarhus', 'Bergen', 'Cork', 'Delft', 'Essen', 'Fano', 'Ghent', 'Haarlem']
const PIECE_BYTES = 1 << 20

/**
 * Writes a CSV file of at least `sizeBytes`: a header and rows of about 90 bytes. `amount` is a random integer of up to
 * 18 digits, half of them negative; `name` is 4 to 20 letters, mostly different. `body` gets the same rows without the header.
 */
export function writeRows(path: string, body: string, sizeBytes: number): number {
  const rng = new Rng(11, 'rows')
  const files = [openSync(path, 'w'), openSync(body, 'w')] as const
  writeSync(files[0], `${HEADER}\n`)
  let rows = 0
  try {
    for (let written = 0; written < sizeBytes;) {
      let piece = ''
      while (piece.length < PIECE_BYTES) piece += createRow(rng, rows++)
      for (const file of files) writeSync(file, piece)
      written += piece.length
    }
  } finally {
    for (const file of files) closeSync(file)
  }
  return rows
}

function createRow(rng: Rng, id: number): string {
  const digits = BigInt(rng.nextUint32()) * 232_830_643n + BigInt(rng.nextBelow(232_830_643))
  const amount = rng.nextBelow(2) === 0 ? digits : -digits
  const name = createName(rng)
  const city = CITIES[rng.nextBelow(CITIES.length)] ?? ''
  return `${id},${amount},${name},${city},"row ${id}, of ${rng.nextUint32().toString(36)} and ${name}"\n`
}

function createName(rng: Rng): string {
  let name = ''
  for (let left = 2 + rng.nextBelow(5); left > 0; left--) name += SYLLABLES[rng.nextBelow(SYLLABLES.length)] ?? ''
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}${rng.nextBelow(1000)}`
}

/** True when the bytes of `a` from `skip` on are those of `b`. */
export function hasSameBytes(a: string, skip: number, b: string): boolean {
  const files = [openSync(a, 'r'), openSync(b, 'r')] as const
  try {
    if (fstatSync(files[0]).size - skip !== fstatSync(files[1]).size) return false
    const pieces = [Buffer.alloc(PIECE_BYTES), Buffer.alloc(PIECE_BYTES)] as const
    for (let at = 0; ;) {
      const got = readSync(files[0], pieces[0], 0, PIECE_BYTES, skip + at)
      if (got === 0) return true
      readSync(files[1], pieces[1], 0, got, at)
      if (pieces[0].compare(pieces[1], 0, got, 0, got) !== 0) return false
      at += got
    }
  } finally {
    for (const file of files) closeSync(file)
  }
}
