import type { TextMap } from './action-types.ts'

/** The value of a boolean property, which other writers keep as their user wrote it: "TRUE" is true. */
export function isOn(configuration: TextMap, name: string, usual = false): boolean {
  const value = configuration.get(name)
  return value === undefined ? usual : value.toLowerCase() === 'true'
}
