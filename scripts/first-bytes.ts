import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'

/** What a first visit may fetch before any lazy chunk, in bytes. */
export const FIRST_BYTES_LIMIT = 150_000

/** Of one file of the build, as a static host sends it. */
export function gzippedBytes(folder: string, file: string): number {
  return gzipSync(readFileSync(path.join(folder, file))).length
}

/** Of what the page itself names: its scripts, what they import statically, its style sheets; each gzipped by itself. */
export function firstBytes(folder: string): number {
  const html = readFileSync(path.join(folder, 'index.html'), 'utf8')
  const files = [...html.matchAll(/(?:src|href)="\.\/([^"]+\.(?:js|css))"/g)].map((match) => match[1] as string)
  return files.reduce((sum, file) => sum + gzippedBytes(folder, file), 0)
}
