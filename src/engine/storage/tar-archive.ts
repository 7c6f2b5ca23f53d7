import { StoreError } from './object-store.ts'

/** A regular file of a tar archive. */
export interface TarFile {
  readonly path: string
  /** A view of the archive's bytes. */
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Milliseconds since 1970. */
  readonly modifiedMs: number
}

const BLOCK_BYTES = 512

/**
 * The regular files of an unpacked tar archive in their order: ustar, GNU long names and pax headers (path, size, mtime).
 * Folders and links are left out. Throws BAD_ARCHIVE when the archive ends inside a file, a header's sum is wrong, or a file
 * is a sparse one, whose bytes stand otherwise.
 */
export function readTar(archive: Uint8Array<ArrayBuffer>): TarFile[] {
  const files: TarFile[] = []
  let next: Readonly<Record<string, string>> = {}
  for (let at = 0; at < archive.length;) {
    const begin = at
    const header = archive.subarray(at, at + BLOCK_BYTES)
    if (header.length < BLOCK_BYTES) throw damaged('it is cut off')
    if (header.every((byte) => byte === 0)) return files
    if (!hasRightSum(header)) throw damaged(`the header at byte ${at} is not one`)
    const kind = String.fromCharCode(header[156] as number)
    const sizeBytes = next['size'] === undefined || kind === 'x' ? parseNumber(header, 124, 12) : Number(next['size'])
    const start = at + BLOCK_BYTES
    const end = start + sizeBytes
    if (!(end <= archive.length)) throw damaged(`the file at byte ${at} is longer than the archive`)
    const bytes = archive.subarray(start, end)
    at = start + Math.ceil(sizeBytes / BLOCK_BYTES) * BLOCK_BYTES
    if (kind === 'S' || isSparse(next)) throw damaged(`the file at byte ${begin} is a sparse one`)
    if (kind === 'L') next = { ...next, path: parseText(bytes, 0, bytes.length) }
    else if (kind === 'x') next = { ...next, ...parsePax(bytes) }
    else {
      if (kind === '0' || kind === '\0')
        files.push({ path: next['path'] ?? parseName(header), bytes, modifiedMs: timeOf(header, next) })
      if (kind !== 'g') next = {}
    }
  }
  return files
}

function isSparse(pax: Readonly<Record<string, string>>): boolean {
  return Object.keys(pax).some((key) => key.startsWith('GNU.sparse.'))
}

function timeOf(header: Uint8Array, pax: Readonly<Record<string, string>>): number {
  return Math.floor((pax['mtime'] === undefined ? parseNumber(header, 136, 12) : Number(pax['mtime'])) * 1000)
}

function parseName(header: Uint8Array): string {
  const isUstar = parseText(header, 257, 5) === 'ustar'
  const prefix = isUstar ? parseText(header, 345, 155) : ''
  const name = parseText(header, 0, 100)
  return prefix === '' ? name : `${prefix}/${name}`
}

/** Records of the form "length key=value\n", the length counting itself. */
function parsePax(bytes: Uint8Array): Record<string, string> {
  const found: Record<string, string> = {}
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(32, at)
    const length = space < 0 ? NaN : Number(parseText(bytes, at, space - at))
    if (!(length > space - at && at + length <= bytes.length)) throw damaged('a pax header is not whole')
    const record = new TextDecoder().decode(bytes.subarray(space + 1, at + length - 1))
    const equals = record.indexOf('=')
    found[record.slice(0, equals)] = record.slice(equals + 1)
    at += length
  }
  return found
}

/** Octal digits, or a big-endian number whose first bit is set. */
function parseNumber(header: Uint8Array, start: number, length: number): number {
  if (((header[start] as number) & 0x80) !== 0) {
    let value = 0
    for (let i = start + 1; i < start + length; i++) value = value * 256 + (header[i] as number)
    return value
  }
  return parseInt(parseText(header, start, length).trim() || '0', 8)
}

function parseText(bytes: Uint8Array, start: number, length: number): string {
  const field = bytes.subarray(start, start + length)
  const zero = field.indexOf(0)
  return new TextDecoder().decode(zero < 0 ? field : field.subarray(0, zero))
}

/** The sum of the header's bytes, its own field counted as blanks. */
function hasRightSum(header: Uint8Array): boolean {
  let sum = 0
  for (let i = 0; i < BLOCK_BYTES; i++) sum += i >= 148 && i < 156 ? 32 : (header[i] as number)
  return sum === parseNumber(header, 148, 8)
}

function damaged(what: string): StoreError {
  return new StoreError('BAD_ARCHIVE', `this is no tar archive that can be read: ${what}`, 'archive')
}
