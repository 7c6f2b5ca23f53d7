import { formatDate, formatMicros } from '../../base/calendar.ts'
import { formatDecimal } from '../columnar/record-plan.ts'
import { formatFloating } from '../predicate/number-text.ts'
import type { TextMap } from './action-types.ts'
import { physicalName } from './column-mapping.ts'
import type { ColumnMappingMode } from './column-mapping.ts'
import type { DataType, StructField } from './schema.ts'
import type { DeltaValue } from './values.ts'

/** `delta.dataSkippingNumIndexedCols` of a table without the property. */
const USUAL_LEAVES = 32
/** Delta's `stringPrefixLength`: longer texts are cut. */
const PREFIX_LENGTH = 32
const LAST_ASCII = '\x7f'
const LAST_CHARACTER = '\u{10ffff}'

/** A leaf of the schema that has statistics: structs are gone through, lists and maps are leaves. */
interface StatsLeaf {
  /** Names as the user sees them. */
  readonly name: string
  /** Physical names from the column down. */
  readonly path: readonly string[]
  /** Places from the row down. */
  readonly places: readonly number[]
  readonly type: DataType
}

/** What tells which columns have statistics, and how. */
export interface StatsPlan {
  readonly leaves: readonly StatsLeaf[]
  /** Whether `tightBounds` is written, which only tables with deletion vectors have. */
  readonly hasTightBounds: boolean
}

/**
 * Statistics for the first leaves of the columns of data files (32 by default, -1 for all), or for exactly those that
 * `delta.dataSkippingStatsColumns` names; the name of a struct stands for all its leaves.
 */
export function planStats(
  fields: readonly StructField[],
  mode: ColumnMappingMode,
  configuration: TextMap,
  hasTightBounds: boolean,
): StatsPlan {
  const leaves: StatsLeaf[] = []
  collectLeaves(fields, mode, { name: '', path: [], places: [] }, leaves)
  const named = configuration.get('delta.dataSkippingStatsColumns')
  if (named !== undefined) {
    const names = named.split(',').map((name) => name.trim().replaceAll('`', '').toLowerCase())
    const isNamed = ({ name }: StatsLeaf): boolean =>
      names.some((wanted) => name.toLowerCase() === wanted || name.toLowerCase().startsWith(`${wanted}.`))
    return { leaves: leaves.filter(isNamed), hasTightBounds }
  }
  const most = Number(configuration.get('delta.dataSkippingNumIndexedCols') ?? USUAL_LEAVES)
  return { leaves: most === -1 ? leaves : leaves.slice(0, Math.max(0, most)), hasTightBounds }
}

/** The columns that have minimum and maximum, by the names that the user sees. */
export function boundedColumns({ leaves }: StatsPlan): string[] {
  return leaves.filter(({ type }) => hasBounds(type)).map(({ name }) => name)
}

function collectLeaves(
  fields: readonly StructField[],
  mode: ColumnMappingMode,
  above: Omit<StatsLeaf, 'type'>,
  into: StatsLeaf[],
): void {
  fields.forEach((field, place) => {
    const name = above.name === '' ? field.name : `${above.name}.${field.name}`
    const path = [...above.path, physicalName(field, mode)]
    const here = { name, path, places: [...above.places, place] }
    if (field.type.kind === 'struct') collectLeaves(field.type.fields, mode, here, into)
    else if (field.type.kind !== 'void') into.push({ ...here, type: field.type })
  })
}

/** The statistics of a file as JSON (PROTOCOL.md, Per-file Statistics). `columns` are those that the plan was made for. */
export function writeStats(plan: StatsPlan, columns: readonly (readonly DeltaValue[])[], rows: number): string {
  const bounds = plan.leaves.map((leaf) => ({ leaf, ...measure(leaf, columns, rows) }))
  const tree = (pick: (bound: (typeof bounds)[number]) => string | undefined): string =>
    formatTree(bounds.flatMap((bound) => ({ path: bound.leaf.path, text: pick(bound) })))
  const parts = [
    `"numRecords":${rows}`,
    `"minValues":${tree(({ min }) => min)}`,
    `"maxValues":${tree(({ max }) => max)}`,
    `"nullCount":${tree(({ nulls }) => String(nulls))}`,
  ]
  if (plan.hasTightBounds) parts.push('"tightBounds":true')
  return `{${parts.join(',')}}`
}

interface Measure {
  readonly min: string | undefined
  readonly max: string | undefined
  readonly nulls: number
}

function measure({ places, type }: StatsLeaf, columns: readonly (readonly DeltaValue[])[], rows: number): Measure {
  const [first, ...inner] = places as [number, ...number[]]
  const column = columns[first] as readonly DeltaValue[]
  let nulls = 0
  let min: DeltaValue
  let max: DeltaValue
  let hasNaN = false
  for (let row = 0; row < rows; row++) {
    let value = column[row]
    for (const place of inner) value = (value as readonly DeltaValue[] | undefined)?.[place]
    if (value === undefined) nulls++
    else if (value !== value) hasNaN = true
    else if (hasBounds(type)) {
      if (min === undefined || compareValues(value, min) < 0) min = value
      if (max === undefined || compareValues(value, max) > 0) max = value
    }
  }
  // Spark holds NaN for greater than every other number, and JSON has no word for it.
  return { min: formatBound(type, min, 'min'), max: hasNaN ? undefined : formatBound(type, max, 'max'), nulls }
}

/** Types with minimum and maximum (DataSkippingReader.scala, SkippingEligibleDataType). */
function hasBounds({ kind }: DataType): boolean {
  return !['boolean', 'binary', 'array', 'map', 'struct', 'variant', 'void'].includes(kind)
}

function compareValues(a: DeltaValue, b: DeltaValue): number {
  if (typeof a === 'string') return compareCodePoints(a, b as string)
  return (a as number) < (b as number) ? -1 : (a as number) > (b as number) ? 1 : 0
}

/** Orders texts by their code points, as their bytes in UTF-8 are ordered. */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)]
    if (x !== y) return rank(x) - rank(y)
  }
  return a.length - b.length
}

/** Surrogates stand for code points above all others. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit
}

function formatBound(type: DataType, value: DeltaValue, side: 'min' | 'max'): string | undefined {
  if (value === undefined) return undefined
  switch (type.kind) {
    case 'string': {
      const text = side === 'min' ? cutMin(value as string) : tryCutMax(value as string)
      return text === undefined ? undefined : JSON.stringify(text)
    }
    case 'decimal':
      return formatDecimal(value as bigint, type.scale)
    case 'date':
      return JSON.stringify(formatDate(value as number))
    case 'timestamp':
      return `"${toMillis(value as bigint)}Z"`
    case 'timestamp_ntz':
      return `"${toMillis(value as bigint)}"`
    // Spark's text: the fewest digits that name the number, and of a float that are fewer than of its double.
    case 'float':
    case 'double':
      return Number.isFinite(value) ? formatFloating(value as number, type.kind) : undefined
    default:
      return `${value as number | bigint}`
  }
}

/** "2024-02-29T13:04:05.006": what is finer is cut off. */
function toMillis(micros: bigint): string {
  return formatMicros(micros).slice(0, -3)
}

/** The first characters of a long text: not above it. */
function cutMin(text: string): string {
  return text.slice(0, prefixEnd(text, PREFIX_LENGTH))
}

/**
 * A text that is not below a long one: its first characters and behind them the last character of ASCII, or of Unicode, that
 * is greater than the first one cut off. Undefined where there is none within twice the length (truncateMaxStringAgg).
 */
export function tryCutMax(text: string): string | undefined {
  if (text.length <= PREFIX_LENGTH) return text
  for (let end = prefixEnd(text, PREFIX_LENGTH); end <= 2 * PREFIX_LENGTH;) {
    const cut = text.codePointAt(end)
    if (cut === undefined) return text
    if (cut < LAST_ASCII.charCodeAt(0)) return text.slice(0, end) + LAST_ASCII
    if (cut < 0x10ffff) return text.slice(0, end) + LAST_CHARACTER
    end += 2
  }
  return undefined
}

/** Does not cut a pair of surrogates in two. */
function prefixEnd(text: string, length: number): number {
  const last = text.charCodeAt(length - 1)
  const isHigh = last >= 0xd800 && last < 0xdc00
  return isHigh && text.length > length ? length - 1 : length
}

interface TreeLeaf {
  readonly path: readonly string[]
  readonly text: string | undefined
}

/** A JSON object nested as the columns are; leaves without a text are left out, and structs that would be empty. */
function formatTree(leaves: readonly TreeLeaf[]): string {
  const groups = new Map<string, TreeLeaf[]>()
  for (const { path, text } of leaves) {
    const [name, ...rest] = path as [string, ...string[]]
    if (text === undefined) continue
    const group = groups.get(name)
    if (group === undefined) groups.set(name, [{ path: rest, text }])
    else group.push({ path: rest, text })
  }
  const parts = [...groups].map(([name, group]) => {
    const [only] = group as [TreeLeaf, ...TreeLeaf[]]
    return `${JSON.stringify(name)}:${only.path.length === 0 ? only.text : formatTree(group)}`
  })
  return `{${parts.join(',')}}`
}
