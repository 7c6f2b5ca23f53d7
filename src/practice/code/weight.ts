import type { Value } from '../../base/value.ts'

/** How much there is to read in a value. What has fewer parts is lighter; then what has smaller numbers and plainer text. */
export interface Weight {
  /** Values within it, itself too, and characters of texts. */
  readonly parts: number
  /** Of numbers and characters, how far they are from 0 and from "a". */
  readonly distance: number
}

const UNREADABLE = 1e18

export function weigh(value: Value): Weight {
  let parts = 0
  let distance = 0
  const visit = (each: Value): void => {
    parts++
    if (typeof each === 'number') distance += weighNumber(each)
    else if (typeof each === 'bigint') distance += weighNumber(Number(each))
    else if (typeof each === 'boolean') distance += Number(each)
    else if (typeof each === 'string') {
      parts += each.length
      for (const character of each) distance += Math.abs((character.codePointAt(0) ?? 0) - 97)
    } else if (each instanceof Date) distance += weighNumber(each.getTime())
    else if (Array.isArray(each) || each instanceof Set || each instanceof Uint8Array) {
      for (const part of each as Iterable<Value>) visit(part)
    } else if (each instanceof Map) {
      for (const [key, part] of each as ReadonlyMap<Value, Value>) visit([key, part])
    } else if (typeof each === 'object' && each !== null)
      for (const part of Object.values(each as Record<string, Value>)) visit(part)
  }
  visit(value)
  return { parts, distance }
}

export function compareWeights(a: Weight, b: Weight): number {
  return a.parts - b.parts || a.distance - b.distance
}

/** A minus sign and a fraction are more to read than none. */
function weighNumber(value: number): number {
  if (!Number.isFinite(value)) return UNREADABLE
  return Math.abs(value) + (value < 0 || Object.is(value, -0) ? 0.25 : 0) + (Number.isInteger(value) ? 0 : 0.5)
}
