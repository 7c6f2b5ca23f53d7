/**
 * Where a value goes that is read from text without making a string. A reader returns false when the bytes are not a
 * value of its type; otherwise it leaves the value here.
 */
export class ValueBuffer {
  /** An integer in two's complement: signed high half, low half. */
  high = 0
  low = 0
  float = 0
  isNegative = false
  /** A decimal: 0.d1d2d3… times 10^exponent; digits[0, digitCount) are 0 to 9. */
  exponent = 0
  digits = new Uint8Array(64)
  digitCount = 0
}
