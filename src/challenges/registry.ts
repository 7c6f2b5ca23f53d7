import type { ChallengeEntry } from '../practice/types.ts'

const modules = import.meta.glob<{ readonly entry: ChallengeEntry }>('./*/index.ts', { eager: true })

/** Every challenge, by id. A challenge is a folder here with an `index.ts` that exports `entry`. */
export const CHALLENGES: readonly ChallengeEntry[] = Object.keys(modules)
  .map((path) => entryOf(path))
  .sort((a, b) => (a.id < b.id ? -1 : 1))

/** The challenge with that id, or undefined. */
export function tryChallenge(id: string): ChallengeEntry | undefined {
  return CHALLENGES.find((challenge) => challenge.id === id)
}

function entryOf(path: string): ChallengeEntry {
  const folder = path.split('/')[1]
  const entry = modules[path]?.entry
  if (entry === undefined) throw new Error(`${path} exports no entry`)
  if (entry.id !== folder) throw new Error(`challenge "${entry.id}" stands in the folder "${folder}"`)
  return entry
}
