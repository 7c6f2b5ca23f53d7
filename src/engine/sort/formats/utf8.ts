/** What is wrong with a row in another encoding. */
export const NOT_UTF8 = 'not valid UTF-8'

/** What is wrong with a row, and what to do where it is the encoding of the file. */
export function withAdvice(detail: string): string {
  return detail === NOT_UTF8 ? `${detail}; save the file as UTF-8` : detail
}

/** True when bytes[from, to) are well-formed UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF. */
export function isUtf8(bytes: Uint8Array, from: number, to: number): boolean {
  let at = from
  while (at < to) {
    const lead = bytes[at] as number
    if (lead < 0x80) {
      at++
      continue
    }
    const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2
    if (lead < 0xc2 || lead > 0xf4 || at + length > to) return false
    const second = bytes[at + 1] as number
    const [low, high] = secondRange(lead)
    if (second < low || second > high) return false
    for (let i = 2; i < length; i++) if (((bytes[at + i] as number) & 0xc0) !== 0x80) return false
    at += length
  }
  return true
}

/** What may follow a lead byte. */
function secondRange(lead: number): readonly [number, number] {
  if (lead === 0xe0) return [0xa0, 0xbf]
  if (lead === 0xed) return [0x80, 0x9f]
  if (lead === 0xf0) return [0x90, 0xbf]
  if (lead === 0xf4) return [0x80, 0x8f]
  return [0x80, 0xbf]
}

/** Where the text of a file begins: behind its byte order mark, where it has one. */
export function textStart([first, second, third]: Uint8Array): 0 | 3 {
  return first === 0xef && second === 0xbb && third === 0xbf ? 3 : 0
}

const LOOKED_AT = 1024

/**
 * "UTF-16" or "UTF-32" where the first bytes of a file are so: by its mark, or because every second byte of plain
 * letters is 0. Undefined for anything else.
 */
export function tryWideText(head: Uint8Array): 'UTF-16' | 'UTF-32' | undefined {
  const [a, b, c, d] = head
  if ((a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0 && b === 0 && c === 0xfe && d === 0xff))
    return 'UTF-32'
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return 'UTF-16'
  const zeros = [0, 0]
  const length = Math.min(head.length, LOOKED_AT) & ~1
  for (let i = 0; i < length; i++) if (head[i] === 0) zeros[i & 1] = (zeros[i & 1] as number) + 1
  const [even, odd] = zeros as [number, number]
  return Math.min(even, odd) === 0 && Math.max(even, odd) > length / 4 ? 'UTF-16' : undefined
}
