const BACKSLASH = 92
const LETTER_U = 117

/** What a letter behind a backslash stands for; 0 where there is no such escape. */
const PLAIN = new Uint8Array(256)
for (const [letter, plain] of [
  ['"', 34],
  ['\\', 92],
  ['/', 47],
  ['b', 8],
  ['f', 12],
  ['n', 10],
  ['r', 13],
  ['t', 9],
] as const) {
  PLAIN[letter.charCodeAt(0)] = plain
}

/** True where a backslash in front of `at` begins an escape of RFC 8259. */
export function isEscape(bytes: Uint8Array, at: number): boolean {
  const letter = bytes[at] as number
  return letter === LETTER_U ? unitAt(bytes, at + 1) >= 0 : PLAIN[letter] !== 0
}

/** The string bytes[start, end). */
interface Span {
  readonly start: number
  readonly end: number
  readonly keepsHalves: boolean
}

/** Where a text ends that was decoded. */
interface Decoded {
  readonly end: number
  /** It held half of a surrogate pair, for which UTF-8 has no bytes. */
  readonly isBroken: boolean
}

/**
 * Decodes the string between two quotes, whose escapes are all right, into `into` from `at` on. Takes no more room than it
 * has bytes, and no memory of its own however long it is. Of half of a surrogate pair, which UTF-8 has no bytes for, U+FFFD
 * is written, or where `keepsHalves` the three bytes that WTF-8 has for it.
 */
export function unescape(bytes: Uint8Array, { start, end, keepsHalves }: Span, into: Uint8Array, at: number): Decoded {
  let to = at
  let isBroken = false
  for (let from = start; from < end;) {
    const byte = bytes[from] as number
    if (byte !== BACKSLASH) {
      into[to++] = byte
      from++
      continue
    }
    const letter = bytes[from + 1] as number
    if (letter !== LETTER_U) {
      into[to++] = PLAIN[letter] as number
      from += 2
      continue
    }
    let code = unitAt(bytes, from + 2)
    from += 6
    if (code >= 0xd800 && code < 0xe000) {
      const isPaired = code < 0xdc00 && bytes[from] === BACKSLASH && bytes[from + 1] === LETTER_U
      const low = isPaired ? unitAt(bytes, from + 2) : 0
      if (low >= 0xdc00 && low < 0xe000) {
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00)
        from += 6
      } else {
        if (!keepsHalves) code = 0xfffd
        isBroken = true
      }
    }
    to = writeCode(code, into, to)
  }
  return { end: to, isBroken }
}

/** The bytes of a text in WTF-8: in UTF-8, and three for half of a surrogate pair. */
export function encodeWtf8(text: string): Uint8Array {
  const bytes = new Uint8Array(3 * text.length)
  let to = 0
  for (const char of text) to = writeCode(char.codePointAt(0) as number, bytes, to)
  return bytes.slice(0, to)
}

/** Writes a code point as UTF-8; returns where it ends. */
function writeCode(code: number, into: Uint8Array, at: number): number {
  let to = at
  if (code < 0x80) {
    into[to++] = code
    return to
  }
  if (code < 0x800) into[to++] = 0xc0 | (code >> 6)
  else {
    if (code < 0x10000) into[to++] = 0xe0 | (code >> 12)
    else {
      into[to++] = 0xf0 | (code >> 18)
      into[to++] = 0x80 | ((code >> 12) & 63)
    }
    into[to++] = 0x80 | ((code >> 6) & 63)
  }
  into[to++] = 0x80 | (code & 63)
  return to
}

/** The four hexadecimal digits at a place; -1 where there are none. */
function unitAt(bytes: Uint8Array, at: number): number {
  let unit = 0
  for (let i = at; i < at + 4; i++) {
    const byte = bytes[i] as number
    const digit = byte >= 48 && byte < 58 ? byte - 48 : (byte | 32) >= 97 && (byte | 32) < 103 ? (byte | 32) - 87 : -1
    if (digit < 0) return -1
    unit = 16 * unit + digit
  }
  return unit
}
