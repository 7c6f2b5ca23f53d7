/** Sixteen hexadecimal digits that no other tab or machine has. */
export function createName(): string {
  const words = crypto.getRandomValues(new Uint32Array(2))
  return Array.from(words, (word) => word.toString(16).padStart(8, '0')).join('')
}
