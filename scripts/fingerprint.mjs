import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'

/**
 * A digest of the names and contents of files; folders are walked. Paths that do not exist are left out.
 * @param {string} root
 * @param {readonly string[]} paths relative to root
 * @param {(file: string) => boolean} [isRelevant] on paths relative to root with forward slashes
 * @returns {string} hexadecimal
 */
export function fingerprint(root, paths, isRelevant = () => true) {
  const hash = createHash('sha256')
  for (const file of paths.flatMap((start) => listFiles(root, start))) {
    if (!isRelevant(file)) continue
    const content = readFileSync(path.join(root, file))
    hash.update(`${file}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex').slice(0, 24)
}

/**
 * Every file at or under `start`, sorted, relative to root, with forward slashes.
 * @param {string} root
 * @param {string} start
 * @returns {string[]}
 */
export function listFiles(root, start) {
  const stats = statSync(path.join(root, start), { throwIfNoEntry: false })
  if (!stats) return []
  if (!stats.isDirectory()) return [start]
  return readdirSync(path.join(root, start))
    .sort()
    .flatMap((name) => listFiles(root, `${start}/${name}`))
}
