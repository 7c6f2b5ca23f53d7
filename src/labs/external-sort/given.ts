/** Values as they are pasted: numbers, the text "NaN", and "" for a missing key; or texts, with "" for a missing one. */
export type GivenValues = readonly (number | string)[]

/** True where they are sorted as texts: one that is no number makes all of them texts. */
export function areTexts(values: GivenValues): boolean {
  return values.some((value) => typeof value === 'string' && value !== '' && value !== 'NaN')
}

/** Given values as they can be pasted again. */
export function valuesText(values: GivenValues): string {
  const hasTexts = areTexts(values)
  const hasComma = values.some((value) => String(value).includes(','))
  const isAlone = values.length === 1
  const texts = values.map((value) => {
    // Among texts "null" would be one more; among numbers it can be seen better than nothing.
    if (value === '' && !hasTexts) return 'null'
    const text = String(value)
    return TAKEN_APART.test(text) || (isAlone && text.includes(' ')) ? `"${text.replaceAll('"', '""')}"` : text
  })
  return texts.join(hasComma ? '; ' : ', ')
}

/** A value that stands in double quotes: without them it would be several, or another. */
const TAKEN_APART = /[;"]|,(?!\d)|(?<!\d),/
