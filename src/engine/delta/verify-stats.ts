import { tryParseDate, tryParseMicros } from '../../base/calendar.ts'
import { isRecord } from '../../base/parse.ts'
import type { ColumnMappingMode } from './column-mapping.ts'
import { physicalName } from './column-mapping.ts'
import type { FileStats } from './file-stats.ts'
import { numberBounds } from './number-bounds.ts'
import type { NumberBounds } from './number-bounds.ts'
import type { StructField } from './schema.ts'
import type { DeltaValue } from './values.ts'

/** Timestamps in statistics are cut to milliseconds, so a maximum may be that much too low. */
const MICROS_OF_MILLI = 1000n
/** Decimals in statistics have gone through binary floating point. */
const RELATIVE_ERROR = 1e-12

/** Counts and bounds of one column of a file while its rows go by. */
export class ColumnCheck {
  #nulls = 0
  #fault: string | undefined
  readonly #check: ((value: DeltaValue) => string | undefined) | undefined
  readonly #nullCount: number | undefined

  constructor(
    readonly field: StructField,
    mode: ColumnMappingMode,
    stats: FileStats,
  ) {
    const name = physicalName(field, mode)
    const nulls = own(stats.nullCount, name)
    // With wide bounds a number of nulls is only an estimate.
    this.#nullCount = stats.tightBounds === false || typeof nulls !== 'number' ? undefined : nulls
    this.#check = createCheck(field, own(stats.minValues, name), own(stats.maxValues, name))
  }

  add(values: ArrayLike<DeltaValue>): void {
    for (let i = 0; i < values.length; i++) {
      const value = values[i]
      if (value === undefined) this.#nulls++
      else this.#fault ??= this.#check?.(value)
    }
  }

  /** In words what does not fit; undefined when all does. */
  get fault(): string | undefined {
    const { name } = this.field
    if (this.#fault !== undefined) return `column ${name}: ${this.#fault}`
    const isWrong = this.#nullCount !== undefined && this.#nullCount !== this.#nulls
    return isWrong ? `column ${name} has ${this.#nulls} nulls; the statistics say ${this.#nullCount}` : undefined
  }
}

function own(record: Readonly<Record<string, unknown>> | undefined, name: string): unknown {
  return record !== undefined && Object.hasOwn(record, name) ? record[name] : undefined
}

/** A check of values against the bounds; undefined where there are none that can be compared. */
function createCheck(
  field: StructField,
  min: unknown,
  max: unknown,
): ((value: DeltaValue) => string | undefined) | undefined {
  if (isRecord(min) || isRecord(max)) return undefined
  const { type } = field
  switch (type.kind) {
    case 'byte':
    case 'short':
    case 'integer':
    case 'float':
    case 'double': {
      const parse = (bound: unknown, side: keyof NumberBounds): number | undefined =>
        typeof bound === 'number' ? numberBounds(field, bound)[side] : undefined
      return boundsCheck<number>(min, max, parse, (value) => value as number, compareNumbers)
    }
    case 'long':
      return boundsCheck<number>(min, max, trySafe, (value) => Number(value), compareNumbers)
    case 'date':
      return boundsCheck<number>(min, max, tryDate, (value) => value as number, compareNumbers)
    case 'decimal': {
      const unit = Number(`1e${type.scale}`)
      return boundsCheck<number>(min, max, tryNumber, (value) => Number(value) / unit, compareRoughly)
    }
    case 'timestamp':
    case 'timestamp_ntz':
      return boundsCheck<bigint>(min, max, tryTimestamp, (value) => value as bigint, compareMillis)
    case 'string':
      return boundsCheck<string>(min, max, tryText, (value) => value as string, compareText)
    case 'boolean':
    case 'binary':
    case 'variant':
    case 'void':
    case 'struct':
    case 'array':
    case 'map':
      return undefined
  }
}

function boundsCheck<T>(
  min: unknown,
  max: unknown,
  parse: (bound: unknown, side: keyof NumberBounds) => T | undefined,
  convert: (value: DeltaValue) => T,
  compare: (a: T, b: T) => number,
): ((value: DeltaValue) => string | undefined) | undefined {
  const low = parse(min, 'low')
  const high = parse(max, 'high')
  if (low === undefined && high === undefined) return undefined
  return (stored) => {
    const value = convert(stored)
    if (low !== undefined && compare(value, low) < 0) return `${String(value)} is below the minimum ${String(min)}`
    if (high !== undefined && compare(value, high) > 0) return `${String(value)} is above the maximum ${String(max)}`
    return undefined
  }
}

function tryNumber(bound: unknown): number | undefined {
  return typeof bound === 'number' ? bound : undefined
}

function trySafe(bound: unknown): number | undefined {
  return typeof bound === 'number' && Number.isSafeInteger(bound) ? bound : undefined
}

function tryDate(bound: unknown): number | undefined {
  return typeof bound === 'string' ? tryParseDate(bound) : undefined
}

function tryTimestamp(bound: unknown): bigint | undefined {
  return typeof bound === 'string' ? tryParseMicros(bound) : undefined
}

function tryText(bound: unknown): string | undefined {
  return typeof bound === 'string' ? bound : undefined
}

/** NaN counts as within all bounds. */
function compareNumbers(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function compareRoughly(a: number, b: number): number {
  return Math.abs(a - b) <= Math.abs(b) * RELATIVE_ERROR ? 0 : compareNumbers(a, b)
}

function compareMillis(a: bigint, b: bigint): number {
  const difference = a - b
  return difference < 0n ? -1 : difference < MICROS_OF_MILLI ? 0 : 1
}

/** By code points, as their UTF-8 bytes compare. */
function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    if (a.charCodeAt(i) === b.charCodeAt(i)) continue
    return (a.codePointAt(i) as number) - (b.codePointAt(i) as number)
  }
  return a.length - b.length
}
