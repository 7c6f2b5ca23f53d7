/** Numbers with units, for sums as people write them on paper. */

export type Dimension = 'bytes' | 'seconds' | 'dollars'

/** A number in base units (bytes, seconds, dollars), with the power of each dimension that is not 0. */
export interface Quantity {
  readonly value: number
  readonly powers: Readonly<Partial<Record<Dimension, number>>>
}

interface Unit {
  readonly dimension: Dimension
  readonly size: number
}

const KIBI = 1024

/** Units that stand behind a number. Decimal prefixes are powers of 1,000, binary ones of 1,024. */
export const UNITS: Readonly<Record<string, Unit>> = {
  B: { dimension: 'bytes', size: 1 },
  kB: { dimension: 'bytes', size: 1e3 },
  KB: { dimension: 'bytes', size: 1e3 },
  MB: { dimension: 'bytes', size: 1e6 },
  GB: { dimension: 'bytes', size: 1e9 },
  TB: { dimension: 'bytes', size: 1e12 },
  PB: { dimension: 'bytes', size: 1e15 },
  KiB: { dimension: 'bytes', size: KIBI },
  MiB: { dimension: 'bytes', size: KIBI ** 2 },
  GiB: { dimension: 'bytes', size: KIBI ** 3 },
  TiB: { dimension: 'bytes', size: KIBI ** 4 },
  ms: { dimension: 'seconds', size: 1e-3 },
  s: { dimension: 'seconds', size: 1 },
  min: { dimension: 'seconds', size: 60 },
  h: { dimension: 'seconds', size: 3600 },
  d: { dimension: 'seconds', size: 86_400 },
  $: { dimension: 'dollars', size: 1 },
}

/** The unit of this sign, if there is one. */
export function tryUnit(sign: string): Unit | undefined {
  return Object.hasOwn(UNITS, sign) ? UNITS[sign] : undefined
}

/** What a result is shown in, largest first; decimal, as disks and prices are. */
const SHOWN: Readonly<Record<Dimension, readonly string[]>> = {
  bytes: ['PB', 'TB', 'GB', 'MB', 'kB', 'B'],
  seconds: ['d', 'h', 'min', 's', 'ms'],
  dollars: ['$'],
}

export function plain(value: number): Quantity {
  return { value, powers: {} }
}

export function ofUnit(value: number, unit: Unit): Quantity {
  return { value: value * unit.size, powers: { [unit.dimension]: 1 } }
}

export function multiply(a: Quantity, b: Quantity, sign: 1 | -1 = 1): Quantity {
  const powers: Partial<Record<Dimension, number>> = { ...a.powers }
  for (const [dimension, power] of Object.entries(b.powers) as [Dimension, number][]) {
    const sum = (powers[dimension] ?? 0) + sign * power
    if (sum === 0) delete powers[dimension]
    else powers[dimension] = sum
  }
  return { value: sign === 1 ? a.value * b.value : a.value / b.value, powers }
}

/** True when two may be added: GB and MB, not GB and hours. */
export function isAlike(a: Quantity, b: Quantity): boolean {
  return unitText(a) === unitText(b)
}

/** The value in a unit, or undefined where it is a quantity of something else. */
export function tryIn(quantity: Quantity, unit: Unit): number | undefined {
  return isAlike(quantity, ofUnit(1, unit)) ? quantity.value / unit.size : undefined
}

/** "3.46 TB", "20 MB/s", "72 h", "864": in the largest unit of which it is at least one. */
export function formatQuantity(quantity: Quantity, format: (value: number) => string): string {
  const entries = Object.entries(quantity.powers) as [Dimension, number][]
  const first = entries.find(([, power]) => power === 1)
  if (first === undefined) {
    const unit = unitText(quantity)
    return unit === '' ? format(quantity.value) : `${format(quantity.value)} ${unit}`
  }
  const [dimension] = first
  const names = SHOWN[dimension]
  const size = Math.abs(quantity.value)
  const name = names.find((each) => (UNITS[each]?.size ?? 1) <= size) ?? names.at(-1) ?? ''
  const value = format(quantity.value / (UNITS[name]?.size ?? 1))
  const rest = { value: 1, powers: Object.fromEntries(entries.filter(([each]) => each !== dimension)) }
  const tail = unitText(rest)
  if (dimension === 'dollars') return `$${value}${tail === '' ? '' : tail}`
  return `${value} ${name}${tail}`
}

const BASE: Readonly<Record<Dimension, string>> = { bytes: 'B', seconds: 's', dollars: '$' }

/** "B", "B/s", "/s", "s²"; "" for a bare number. */
function unitText({ powers }: Quantity): string {
  const entries = Object.entries(powers).toSorted(([a], [b]) => (a < b ? -1 : 1)) as [Dimension, number][]
  const over = entries.filter(([, power]) => power > 0).map(([dimension, power]) => BASE[dimension] + raised(power))
  const under = entries.filter(([, power]) => power < 0).map(([dimension, power]) => BASE[dimension] + raised(-power))
  return over.join('·') + (under.length === 0 ? '' : `/${under.join('/')}`)
}

function raised(power: number): string {
  return power === 1 ? '' : `^${power}`
}
