import { addressOf } from '../player/moment-address.ts'
import { parseMoment } from '../player/share-link.ts'
import { momentPath } from './routes.ts'

/** So large a JSON file is looked at whole, whatever it begins with. */
const MOST_UNSEEN_BYTES = 1 << 20
/** No moment is larger: 64 runs of 20,000 values of 12 characters, each at most three bytes, and its marks. */
const MOST_MOMENT_BYTES = 1 << 26
/** What a moment's file begins with as it is saved. */
const BEGINS = '{"v":'
/** How it is called, and how browsers call one that was saved before under the same name. */
const NAME = /\.lakescope( ?\(\d+\))?\.json$/i

/** Where a file with a saved moment leads; undefined for other files. Throws for one that is called so and is none. */
export async function tryMomentPath(file: File): Promise<string | undefined> {
  if (!(await mayBeMoment(file))) return undefined
  try {
    const moment = parseMoment(await file.text())
    return momentPath(moment, await addressOf(moment))
  } catch (error) {
    if (NAME.test(file.name)) throw error
    // Not a saved moment: JSON of the learner's own, perhaps.
    return undefined
  }
}

/** Data of the learner's own may be gigabytes of JSON, and is not read for this. */
async function mayBeMoment(file: File): Promise<boolean> {
  if (!file.name.endsWith('.json') || file.size > MOST_MOMENT_BYTES) return false
  return file.size <= MOST_UNSEEN_BYTES || (await file.slice(0, BEGINS.length).text()) === BEGINS
}
