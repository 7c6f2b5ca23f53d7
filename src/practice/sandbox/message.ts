import { isRecord, parseCount, ParseError, parseText } from '../../base/parse.ts'
import type { ProgramEntry } from '../types.ts'
import type { RunLimits } from './sandbox.ts'
import type { Value } from '../../base/value.ts'
import { parseValue } from './value.ts'

/** What the harness is told with its first message, before any program exists. */
export interface HarnessStart {
  readonly nonce: string
  /** What a language needs: nothing, or its files. */
  readonly payload?: unknown
}

/**
 * What goes to the harness. The program comes once, then one case after the other, each when the last is done. A case begins
 * with "go", so that its time is counted from before it ran, however late the page hears of anything.
 */
export type HarnessOrder =
  | ({ readonly kind: 'load'; readonly entry: ProgramEntry; readonly limits: TextLimits } & LoadedTexts)
  | { readonly kind: 'case'; readonly index: number; readonly values: string }
  | { readonly kind: 'go' }

/** `given` is empty where the program text holds it already. */
export interface LoadedTexts {
  readonly program: string
  readonly given: string
}

export type TextLimits = Pick<RunLimits, 'outputCharacters' | 'resultCharacters'>

/** Something thrown, as the harness sees it: the places are those of the text that was run. */
export interface RawError {
  readonly name: string
  readonly message: string
  /** The places of the stack that lie in the program, innermost first, as `line:column`. */
  readonly places: readonly string[]
}

/** What comes from the harness. */
export type HarnessMessage =
  /** It listens; the built-ins it needs are in its hands. */
  | { readonly kind: 'ready' }
  /** It could not be started. */
  | { readonly kind: 'broken'; readonly reason: string }
  /** The program is there. */
  | { readonly kind: 'loaded' }
  | { readonly kind: 'not-loaded'; readonly error: RawError }
  /** The arguments are there, the program may begin. */
  | { readonly kind: 'start'; readonly case: number }
  | { readonly kind: 'output'; readonly case: number; readonly text: string }
  | { readonly kind: 'returned'; readonly case: number; readonly value: Value }
  | { readonly kind: 'threw'; readonly case: number; readonly error: RawError }
  | { readonly kind: 'fault'; readonly case: number; readonly fault: HarnessFault }

export type HarnessFault =
  | { readonly kind: 'missing-entry'; readonly name: string }
  | { readonly kind: 'output' }
  | { readonly kind: 'unsettled' }
  | { readonly kind: 'memory' }
  | { readonly kind: 'exited' }
  | { readonly kind: 'recursion'; readonly error: RawError }
  | { readonly kind: 'result'; readonly reason: string }
  | { readonly kind: 'tampered'; readonly what: string }

/** A message as the harness wrote it. Throws a `ParseError` for anything else, one with another nonce above all. */
export function parseHarnessMessage(data: unknown, nonce: string): HarnessMessage {
  const record = parseJsonRecord(parseText(data, 'message'))
  if (record['nonce'] !== nonce) throw new ParseError('message', 'from the harness')
  const kind = parseText(record['kind'], 'kind')
  switch (kind) {
    case 'ready':
    case 'loaded':
      return { kind }
    case 'broken':
      return { kind, reason: parseText(record['reason'], 'reason') }
    case 'not-loaded':
      return { kind, error: parseRawError(record['error']) }
    case 'start':
      return { kind, case: parseCount(record['case'], 'case') }
    case 'output':
      return { kind, case: parseCount(record['case'], 'case'), text: parseText(record['text'], 'text') }
    case 'returned':
      return { kind, case: parseCount(record['case'], 'case'), value: parseResult(record) }
    case 'threw':
      return { kind, case: parseCount(record['case'], 'case'), error: parseRawError(record['error']) }
    case 'fault':
      return { kind, case: parseCount(record['case'], 'case'), fault: parseFault(record['fault']) }
    default:
      throw new ParseError('kind', 'a kind of message')
  }
}

function parseJsonRecord(text: string): Record<string, unknown> {
  let record: unknown
  try {
    record = JSON.parse(text)
  } catch {
    throw new ParseError('message', 'JSON')
  }
  if (!isRecord(record)) throw new ParseError('message', 'an object')
  return record
}

function parseResult(record: Record<string, unknown>): Value {
  if (!Object.hasOwn(record, 'value')) throw new ParseError('value', 'there')
  return parseValue(record['value'], 'value')
}

function parseRawError(error: unknown): RawError {
  if (!isRecord(error)) throw new ParseError('error', 'an object')
  const { name, message, places } = error
  if (!Array.isArray(places)) throw new ParseError('places', 'a list')
  return {
    name: parseText(name, 'name'),
    message: parseText(message, 'message'),
    places: places.map((place) => parsePlace(place)),
  }
}

function parsePlace(place: unknown): string {
  if (typeof place !== 'string' || !/^\d{1,9}:\d{1,9}$/.test(place)) throw new ParseError('place', 'line:column')
  return place
}

function parseFault(fault: unknown): HarnessFault {
  if (!isRecord(fault)) throw new ParseError('fault', 'an object')
  const kind = parseText(fault['kind'], 'fault.kind')
  switch (kind) {
    case 'missing-entry':
      return { kind, name: parseText(fault['name'], 'fault.name') }
    case 'output':
    case 'unsettled':
    case 'memory':
    case 'exited':
      return { kind }
    case 'recursion':
      return { kind, error: parseRawError(fault['error']) }
    case 'result':
      return { kind, reason: parseText(fault['reason'], 'fault.reason') }
    case 'tampered':
      return { kind, what: parseText(fault['what'], 'fault.what') }
    default:
      throw new ParseError('fault.kind', 'a kind of fault')
  }
}
