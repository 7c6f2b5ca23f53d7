/** Saves a file by the browser's own way of downloading. */
export function saveBlob(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  // The download starts after this turn; the address must live until then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
