/**
 * A floating number as Spark writes it: "1.0", "0.001", "1.0E7", "-0.0", "NaN", "Infinity"; as few digits as name it. A float
 * needs fewer of them than the double it is stored as.
 */
export function formatFloating(value: number, kind: 'float' | 'double'): string {
  if (!Number.isFinite(value)) return String(value)
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0'
  const shortest = kind === 'float' ? shortestOfFloat(value) : value
  const [mantissa = '', exponent = ''] = Math.abs(shortest).toExponential().split('e')
  const digits = mantissa.replace('.', '')
  const sign = value < 0 ? '-' : ''
  const power = Number(exponent)
  if (power < -3 || power >= 7) return `${sign}${digits.slice(0, 1)}.${digits.slice(1) || '0'}E${power}`
  if (power < 0) return `${sign}0.${'0'.repeat(-power - 1)}${digits}`
  return `${sign}${digits.slice(0, power + 1).padEnd(power + 1, '0')}.${digits.slice(power + 1) || '0'}`
}

/** The double with the fewest digits that rounds to this float. */
export function shortestOfFloat(value: number): number {
  for (let digits = 1; digits < 9; digits++) {
    const candidate = Number(value.toPrecision(digits))
    if (Math.fround(candidate) === value) return candidate
  }
  return Number(value.toPrecision(9))
}
