import { tryWideText } from '../sort/formats/utf8.ts'
import type { ByteSource } from '../sort/ports.ts'
import { SortError } from '../sort/sort-error.ts'
import type { FileFormat } from '../sort/sort-file-types.ts'

interface Kind {
  readonly bytes: readonly number[]
  readonly looks: string
  /** The bytes are letters that a header may begin with, "PARENT" or "ORC": text it is not where the rest is not. */
  readonly isWord?: true
}

/** What the first bytes of files that cannot be sorted look like. */
const REFUSED: readonly Kind[] = [
  { bytes: [0x1f, 0x8b], looks: 'a gzip file; unpack it first' },
  { bytes: [0x50, 0x41, 0x52, 0x45], looks: 'an encrypted Parquet file; decrypt it first', isWord: true },
  { bytes: [0x50, 0x4b, 0x03, 0x04], looks: 'a ZIP archive or an Excel workbook; save the table as CSV' },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], looks: 'a Zstandard file; unpack it first' },
  { bytes: [0x42, 0x5a, 0x68], looks: 'a bzip2 file; unpack it first', isWord: true },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], looks: 'an old Excel workbook; save the table as CSV' },
  { bytes: [0x4f, 0x62, 0x6a, 0x01], looks: 'an Avro file' },
  { bytes: [0x4f, 0x52, 0x43], looks: 'an ORC file', isWord: true },
  { bytes: [0x41, 0x52, 0x52, 0x4f, 0x57, 0x31], looks: 'an Arrow file', isWord: true },
  { bytes: [0x25, 0x50, 0x44, 0x46], looks: 'a PDF' },
  { bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], looks: 'a PNG picture' },
  { bytes: [0xff, 0xd8, 0xff], looks: 'a JPEG picture' },
  { bytes: [0x47, 0x49, 0x46, 0x38], looks: 'a GIF picture' },
  {
    bytes: [...'SQLite format 3\0'].map((char) => char.charCodeAt(0)),
    looks: 'an SQLite database; export the table as CSV',
  },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], looks: 'a 7z archive; unpack it first' },
  { bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], looks: 'an xz file; unpack it first' },
]

const PARQUET = [0x50, 0x41, 0x52, 0x31]
const HEAD_BYTES = 65_536
const LINE_FEED = 10

/**
 * What a file is, by its first bytes. Throws EMPTY_INPUT, or UNSUPPORTED_FORMAT with what it looks like.
 */
export function detectFormat(file: ByteSource): FileFormat {
  if (file.sizeBytes === 0) throw new SortError('EMPTY_INPUT', `${file.name} is empty: 0 bytes`, file.name)
  const head = new Uint8Array(Math.min(file.sizeBytes, HEAD_BYTES))
  file.read(0, head)
  if (startsWith(head, PARQUET) && !isText(head)) return 'parquet'
  ensureKnown(file, head)
  const wide = tryWideText(head)
  if (wide !== undefined) throw unsupported(file, `text in ${wide}; save it as UTF-8`)
  // A zero byte is a character like any other, but no name of a column and no member has one.
  if (firstLine(head).includes(0)) throw unsupported(file, 'binary data')
  switch (head[firstText(head)]) {
    case 0x7b:
      return 'ndjson'
    case 0x5b:
      throw unsupported(file, 'a JSON array; NDJSON has one object a line')
    case 0x3c:
      throw unsupported(file, 'HTML or XML')
    default:
      return 'csv'
  }
}

/** Refuses a file whose first bytes are those of another format than it is said to be. Of text they tell nothing. */
export function ensureKind(file: ByteSource, format: FileFormat): void {
  const head = new Uint8Array(Math.min(file.sizeBytes, HEAD_BYTES))
  file.read(0, head)
  if (format !== 'parquet' && startsWith(head, PARQUET) && !isText(head)) {
    throw new SortError('UNSUPPORTED_FORMAT', `${file.name} looks like a Parquet file, not ${format}`, file.name)
  }
  ensureKnown(file, head)
}

function ensureKnown(file: ByteSource, head: Uint8Array): void {
  const refused = REFUSED.find(({ bytes, isWord }) => startsWith(head, bytes) && (isWord !== true || !isText(head)))
  if (refused !== undefined) throw unsupported(file, refused.looks)
}

/** True when there is no byte that text does not have: no control character but those that part fields and lines. */
function isText(head: Uint8Array): boolean {
  return head.every((byte) => byte >= 32 || (byte >= 9 && byte <= 13))
}

function unsupported({ name }: ByteSource, looks: string): SortError {
  return new SortError('UNSUPPORTED_FORMAT', `${name} looks like ${looks}. CSV, NDJSON and Parquet are sorted`, name)
}

function startsWith(head: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, i) => head[i] === byte)
}

function firstLine(head: Uint8Array): Uint8Array {
  const end = head.indexOf(LINE_FEED)
  return end < 0 ? head : head.subarray(0, end)
}

/** Place of the first byte that is neither a byte order mark nor white space. */
function firstText(head: Uint8Array): number {
  const at = startsWith(head, [0xef, 0xbb, 0xbf]) ? 3 : 0
  return (
    at +
    Math.max(
      0,
      head.subarray(at).findIndex((byte) => byte > 32),
    )
  )
}
