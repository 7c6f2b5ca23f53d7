/** Values as they are pasted: numbers, the text "NaN", and "" for a missing key; or texts, with "" for a missing one. */
export type GivenValues = readonly (number | string)[]

/** Given values as they can be pasted again. */
export function valuesText(values: GivenValues): string {
  const hasTexts = values.some((value) => typeof value === 'string' && value !== '' && value !== 'NaN')
  // Among texts "null" would be one more; among numbers it can be seen better than nothing.
  const hasComma = values.some((value) => String(value).includes(','))
  return values.map((value) => (value === '' && !hasTexts ? 'null' : value)).join(hasComma ? '; ' : ', ')
}
