/** The build makes HTML of Markdown, see scripts/markdown.ts. */
declare module '*.md' {
  const html: string
  export default html
}
