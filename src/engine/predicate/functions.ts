import { formatDate, tryDaysOf } from '../../base/calendar.ts'
import { negationOf } from './arithmetic.ts'
import { floorDivide } from './cast.ts'
import type { Place } from './sql-error.ts'
import { isNumeric } from './types.ts'
import type { SimpleType, Value } from './types.ts'

/** A scalar function. A null argument gives null; `apply` never sees one. */
export interface ScalarFunction {
  /** The types arguments may be taken as, in order; the last one repeats. */
  readonly takes: readonly Taken[]
  /** How many arguments, both ends included. */
  readonly count: readonly [number, number]
  /** The type of the result, of the arguments' types after conversion. */
  readonly result: (first: SimpleType) => SimpleType
  readonly create: (first: SimpleType, place: Place | undefined) => (args: readonly Value[]) => Value
}

export type Taken = 'string' | 'integer' | 'number' | 'date' | 'timestamp'

const TEXT: SimpleType = { kind: 'string' }
const WHOLE: SimpleType = { kind: 'integer' }
const MICROS_OF: Readonly<Record<string, bigint>> = {
  SECOND: 1_000_000n,
  MINUTE: 60_000_000n,
  HOUR: 3_600_000_000n,
  DAY: 86_400_000_000n,
}
const MICROS_OF_DAY = 86_400_000_000n

/** By name in lower case. COALESCE is not among them: it takes nulls. */
export const FUNCTIONS: ReadonlyMap<string, ScalarFunction> = new Map([
  ['abs', { takes: ['number'], count: [1, 1], result: (first) => first, create: createAbs }],
  ['lower', ofText((text) => text.toLowerCase())],
  ['lcase', ofText((text) => text.toLowerCase())],
  ['upper', ofText((text) => text.toUpperCase())],
  ['ucase', ofText((text) => text.toUpperCase())],
  ['trim', ofText((text) => text.replace(/^ +| +$/g, ''))],
  [
    'length',
    {
      takes: ['string'],
      count: [1, 1],
      result: () => WHOLE,
      create:
        () =>
        ([text]) =>
          [...(text as string)].length,
    },
  ],
  ['substring', substring()],
  ['substr', substring()],
  [
    'concat',
    {
      takes: ['string'],
      count: [1, 255],
      result: () => TEXT,
      create: () => (args) => (args as readonly string[]).join(''),
    },
  ],
  ['year', ofDay((text) => Number(text.slice(0, -6)))],
  ['month', ofDay((text) => Number(text.slice(-5, -3)))],
  ['day', ofDay((text) => Number(text.slice(-2)))],
  ['dayofmonth', ofDay((text) => Number(text.slice(-2)))],
  [
    'hour',
    {
      takes: ['timestamp'],
      count: [1, 1],
      result: () => WHOLE,
      create:
        () =>
        ([at]) =>
          hourOf(at as bigint),
    },
  ],
  [
    'date_trunc',
    {
      takes: ['string', 'timestamp'],
      count: [2, 2],
      result: () => ({ kind: 'timestamp' }),
      create:
        () =>
        ([unit, at]) =>
          tryTruncate(unit as string, at as bigint),
    },
  ],
] satisfies [string, ScalarFunction][])

function createAbs(first: SimpleType, place: Place | undefined): (args: readonly Value[]) => Value {
  const negate = negationOf(first, place)
  if (!isNumeric(first)) return ([value]) => value
  const isNegative = (value: Value): boolean => (value as number) < 0 || Object.is(value, -0)
  return ([value]) => (isNegative(value) ? negate(value) : value)
}

function ofText(apply: (text: string) => string): ScalarFunction {
  return {
    takes: ['string'],
    count: [1, 1],
    result: () => TEXT,
    create:
      () =>
      ([text]) =>
        apply(text as string),
  }
}

/** `apply` gets the day as "2024-02-29". */
function ofDay(apply: (text: string) => number): ScalarFunction {
  return {
    takes: ['date'],
    count: [1, 1],
    result: () => WHOLE,
    create:
      () =>
      ([day]) =>
        apply(formatDate(day as number)),
  }
}

/** By characters. Positions count from 1, negative ones from the end; 0 is taken as 1, as Spark does. */
function substring(): ScalarFunction {
  return {
    takes: ['string', 'integer'],
    count: [2, 3],
    result: () => TEXT,
    create: () => (args) => {
      const characters = [...(args[0] as string)]
      const position = args[1] as number
      const start = position > 0 ? position - 1 : position < 0 ? characters.length + position : 0
      const end = args.length < 3 ? characters.length : start + (args[2] as number)
      return characters.slice(Math.max(0, start), Math.max(0, end)).join('')
    },
  }
}

function hourOf(micros: bigint): number {
  const ofDay = micros - floorDivide(micros, MICROS_OF_DAY) * MICROS_OF_DAY
  return Number(ofDay / 3_600_000_000n)
}

/** The begin of the unit a moment is in; undefined, which is null, for a unit that is not known. */
function tryTruncate(unit: string, micros: bigint): bigint | undefined {
  const name = unit.toUpperCase()
  const size = MICROS_OF[name === 'DD' ? 'DAY' : name]
  if (size !== undefined) return floorDivide(micros, size) * size
  const day = Number(floorDivide(micros, MICROS_OF_DAY))
  const first = tryFirstDay(name, day)
  return first === undefined ? undefined : BigInt(first) * MICROS_OF_DAY
}

/** The first day of a week (a Monday), month, quarter or year. */
function tryFirstDay(unit: string, day: number): number | undefined {
  const text = formatDate(day)
  const [year, month] = [Number(text.slice(0, -6)), Number(text.slice(-5, -3))]
  switch (unit) {
    case 'WEEK':
      return day - ((((day + 3) % 7) + 7) % 7)
    case 'MONTH':
    case 'MON':
    case 'MM':
      return tryDaysOf(year, month, 1)
    case 'QUARTER':
      return tryDaysOf(year, month - ((month - 1) % 3), 1)
    case 'YEAR':
    case 'YYYY':
    case 'YY':
      return tryDaysOf(year, 1, 1)
    default:
      return undefined
  }
}
