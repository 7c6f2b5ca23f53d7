import type { Params, ParamValue, Refusal } from '../../player/lab.ts'
import { BOUNDS, without } from './params.ts'
import { parseValues } from './parse-values.ts'

/** Sorts values as they were pasted, instead of generated ones. Returns the reason, in words, where they cannot be read. */
export function changeValues(params: Params, value: ParamValue): Params | Refusal {
  const given = Array.isArray(value) ? (value as readonly (number | string)[]).join(',') : String(value)
  const values = parseValues(given, BOUNDS.records.max)
  if ('error' in values) return values
  const kept = without(params, 'nulls')
  const nulls = values.includes('') ? { nulls: params['nulls'] ?? 'first' } : {}
  return { ...kept, shape: 'given', values, records: values.length, ...nulls }
}
