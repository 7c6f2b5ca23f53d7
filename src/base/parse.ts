/** Checks for data that comes from outside: another thread, an address, a file. Each names what is wrong and where. */

/** Data does not have the form that was promised. */
export class ParseError extends Error {
  constructor(
    /** The place in the data: "branches[2].at". */
    readonly where: string,
    expected: string,
  ) {
    super(`${where} is not ${expected}`)
    this.name = 'ParseError'
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function parseRecord(value: unknown, where: string): Record<string, unknown> {
  if (!isRecord(value)) throw new ParseError(where, 'an object')
  return value
}

export function parseText(value: unknown, where: string): string {
  if (typeof value !== 'string') throw new ParseError(where, 'text')
  return value
}

/** A whole number in [0, most]. */
export function parseCount(value: unknown, where: string, most = Number.MAX_SAFE_INTEGER): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0 || value > most) {
    throw new ParseError(where, `a whole number from 0 to ${most}`)
  }
  return value
}

export function parseList(value: unknown, where: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new ParseError(where, 'a list')
  return value as readonly unknown[]
}
