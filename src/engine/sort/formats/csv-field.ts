/** A field as RFC 4180 has it. An empty text is quoted, since an empty field is a missing value. */
export function quoteField(text: string): string {
  if (text === '') return '""'
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** The first line of a CSV file. A name that a reader could take for a byte order mark is quoted. */
export function headerOf(names: readonly string[]): string {
  const line = `${names.map(quoteField).join(',')}\n`
  const [first = ''] = names
  return line.startsWith('\ufeff') ? `"${first}"${line.slice(first.length)}` : line
}
