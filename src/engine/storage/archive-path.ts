import { isSafePath, StoreError } from './object-store.ts'

/** Names in messages are cut: an archive may give one of 64 kB. */
const MOST_SHOWN = 120

/**
 * The path of a file of an archive, from the archive's top; undefined for what Apple's programs put beside a file of their own.
 * Throws BAD_ARCHIVE for one that leads out of the archive.
 */
export function cleanArchivePath(path: string, archive: string): string | undefined {
  const plain = path.replace(/^(\.\/)+/, '')
  if (!isSafePath(plain)) {
    throw new StoreError('BAD_ARCHIVE', `${archive}: the path "${shorten(path)}" leaves the archive`, archive)
  }
  return /^__MACOSX\/|(^|\/)\._/.test(plain) ? undefined : plain
}

/** Some programs on Windows part folders by `\`, which the format of zip forbids: then no path of the archive has a `/`. */
export function usesBackslashes(paths: readonly string[]): boolean {
  return paths.some((path) => path.includes('\\')) && !paths.some((path) => path.includes('/'))
}

export function shorten(path: string): string {
  return path.length > MOST_SHOWN ? `${path.slice(0, MOST_SHOWN)}…` : path
}
