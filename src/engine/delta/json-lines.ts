import { malformed } from './delta-error.ts'

/** A JSON object of a file and the line on which it begins, from 1. */
export interface JsonLine {
  readonly line: number
  readonly value: unknown
  readonly text: string
}

/**
 * The objects of newline-delimited JSON. Beyond the protocol it reads what writers in the field have left: objects over
 * several lines, several objects on one line, and the single `x` that old Databricks runtimes put behind each. Anything
 * else throws DELTA_LOG_FILE_MALFORMED with file and line, a last object that is cut off included.
 */
export function* parseJsonLines(bytes: Uint8Array, file: string): Generator<JsonLine> {
  const text = decode(bytes, file)
  let line = 1
  for (let start = 0; start < text.length;) {
    let end = text.indexOf('\n', start)
    if (end < 0) end = text.length
    const whole = text.slice(start, end)
    const value = tryParse(whole)
    if (value !== undefined) yield { line, value, text: whole }
    else if (whole.trim() !== '') {
      const rest = new LenientLine(text, start, line, file)
      yield* rest.read()
      end = rest.end
      line = rest.line
    }
    start = end + 1
    line++
  }
}

function decode(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw malformed(file, 'UTF-8 text')
  }
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** A line that is not one JSON value: objects are cut out by counting braces. */
class LenientLine {
  /** Where the last line that was read ends. */
  end: number

  constructor(
    readonly text: string,
    readonly start: number,
    public line: number,
    readonly file: string,
  ) {
    this.end = start
  }

  *read(): Generator<JsonLine> {
    let at = this.start
    for (;;) {
      while (at < this.text.length && ' \t\r'.includes(this.text[at] as string)) at++
      if (at >= this.text.length || this.text[at] === '\n') break
      if (this.text[at] === 'x' && at > this.start && /^x[ \t\r]*(\n|$)/.test(this.text.slice(at, at + 8))) {
        at++
        continue
      }
      const close = this.#findClose(at)
      const text = this.text.slice(at, close)
      const value = close === undefined ? undefined : tryParse(text)
      if (close === undefined || value === undefined) {
        throw malformed(`${this.file}:${this.line}`, close === undefined ? 'whole: it is cut off' : 'JSON')
      }
      yield { line: this.line, value, text }
      for (let i = this.text.indexOf('\n', at); i >= 0 && i < close; i = this.text.indexOf('\n', i + 1)) this.line++
      at = close
    }
    this.end = at
  }

  /** Behind the brace that closes the one at `at`; undefined when there is none. */
  #findClose(at: number): number | undefined {
    if (this.text[at] !== '{') throw malformed(`${this.file}:${this.line}`, 'JSON')
    let depth = 0
    let isInText = false
    for (let i = at; i < this.text.length; i++) {
      const char = this.text[i]
      if (isInText) {
        if (char === '\\') i++
        else if (char === '"') isInText = false
      } else if (char === '"') isInText = true
      else if (char === '{') depth++
      else if (char === '}' && --depth === 0) return i + 1
    }
    return undefined
  }
}

/** Texts, so that nothing in them is taken for a number, and numbers. */
const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

/** JSON in which a whole number of 16 digits or more is a text: as a number it may not be the same. */
export function parseKeepingDigits(text: string): unknown {
  return JSON.parse(text.replace(TOKENS, (token) => (/^-?\d{16,}$/.test(token) ? `"${token}"` : token)))
}
