/** Controls, and marks that turn the direction of what stands behind them: a name with them reads as another one. */
const UNSEEN = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+/gu

/** Text from outside as it can be shown in a line: at most `most` characters, what is not seen gives way to a space. */
export function plainText(text: string, most: number): string {
  const plain = text.replace(UNSEEN, ' ')
  const characters = [...plain.slice(0, 2 * most + 2)]
  return characters.length <= most ? plain : `${characters.slice(0, most - 1).join('')}…`
}
