import type { LabEntry } from '../player/lab.ts'

const modules = import.meta.glob<{ readonly entry: LabEntry }>('./*/index.ts', { eager: true })

/** Every lab, in the order of its place. A lab is a folder here with an `index.ts` that exports `entry`. */
export const LABS: readonly LabEntry[] = Object.keys(modules)
  .map((path) => entryOf(path))
  .sort((a, b) => a.place - b.place)

/** The lab with that id, or undefined. */
export function tryLab(id: string): LabEntry | undefined {
  return LABS.find((lab) => lab.id === id)
}

function entryOf(path: string): LabEntry {
  const folder = path.split('/')[1]
  const entry = modules[path]?.entry
  if (entry === undefined) throw new Error(`${path} exports no entry`)
  if (entry.id !== folder) throw new Error(`lab "${entry.id}" stands in the folder "${folder}"`)
  return entry
}
