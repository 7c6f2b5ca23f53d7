/** A file and what it imports as the text of one classic script (`scripts/script-text.ts`). */
declare module '*?script' {
  const text: string
  export default text
}
