import { addressOf } from '../player/moment-address.ts'
import { parseMoment } from '../player/share-link.ts'
import { momentPath } from './routes.ts'

/** So large a JSON file is looked at whole, whatever it begins with. */
const MOST_UNSEEN_BYTES = 1 << 20
/** No moment is larger: 64 runs of 20,000 values of 12 characters, each at most three bytes, and its marks. */
const MOST_MOMENT_BYTES = 1 << 26
/** What a moment's file begins with as it is saved. */
const BEGINS = '{"v":'

/** A saved moment is opened as its link would be; any other file is data. */
export async function openDropped(
  file: File,
  go: (path: string) => void,
  openData: (file: File) => void,
): Promise<void> {
  const path = (await mayBeMoment(file)) ? await momentIn(file) : undefined
  if (path === undefined) openData(file)
  else go(path)
}

/** Data of the learner's own may be gigabytes of JSON, and is not read for this. */
async function mayBeMoment(file: File): Promise<boolean> {
  if (!file.name.endsWith('.json') || file.size > MOST_MOMENT_BYTES) return false
  return file.size <= MOST_UNSEEN_BYTES || (await file.slice(0, BEGINS.length).text()) === BEGINS
}

async function momentIn(file: File): Promise<string | undefined> {
  try {
    const moment = parseMoment(await file.text())
    return momentPath(moment, await addressOf(moment))
  } catch {
    // Not a saved moment: JSON of the learner's own, perhaps.
    return undefined
  }
}
