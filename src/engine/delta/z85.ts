/** The 85 characters of ZeroMQ's RFC 32, in order of their values. */
const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#'
const VALUES = new Map([...ALPHABET].map((char, value) => [char.charCodeAt(0), value]))

/**
 * Five characters stand for four bytes. Undefined when the text has another length or character, or a block that is more than
 * 32 bits: some writers pad with such blocks, and what they mean is not defined.
 */
export function tryDecodeZ85(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (text.length % 5 !== 0) return undefined
  const bytes = new Uint8Array((text.length / 5) * 4)
  const view = new DataView(bytes.buffer)
  for (let block = 0; block * 5 < text.length; block++) {
    let number = 0
    for (let i = 0; i < 5; i++) {
      const value = VALUES.get(text.charCodeAt(block * 5 + i))
      if (value === undefined) return undefined
      number = number * 85 + value
    }
    if (number > 0xffffffff) return undefined
    view.setUint32(block * 4, number)
  }
  return bytes
}

/** The text of bytes whose number is a multiple of four. */
export function encodeZ85(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let text = ''
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const number = view.getUint32(at)
    for (const unit of [52_200_625, 614_125, 7225, 85, 1]) text += ALPHABET[Math.floor(number / unit) % 85]
  }
  return text
}
