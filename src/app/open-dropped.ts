import { LABS } from '../labs/registry.ts'
import type { LabEntry } from '../player/lab.ts'
import { addressOf } from '../player/moment-address.ts'
import { parseMoment } from '../player/share-link.ts'
import type { Dropped } from './file-drop.ts'
import { momentPath } from './routes.ts'

/** So large a JSON file is looked at whole, whatever it begins with. */
const MOST_UNSEEN_BYTES = 1 << 20
/** No moment is larger: 64 runs of 20,000 values of 12 characters, each at most three bytes, and its marks. */
const MOST_MOMENT_BYTES = 1 << 26
/** What a moment's file begins with as it is saved. */
const BEGINS = '{"v":'

/** A saved moment is opened as its link would be; anything else is data, for the lab that takes such. */
export async function openDropped(
  dropped: Dropped,
  go: (path: string) => void,
  openData: (dropped: Dropped, lab: string | undefined) => void,
): Promise<void> {
  const path = dropped instanceof File && (await mayBeMoment(dropped)) ? await momentIn(dropped) : undefined
  if (path === undefined) openData(dropped, labFor(dropped)?.id)
  else go(path)
}

function labFor(dropped: Dropped): LabEntry | undefined {
  const isOfFolder = ({ own }: LabEntry): boolean =>
    own?.folders !== undefined && (!(dropped instanceof File) || own.folders.test(dropped.name))
  return LABS.find(isOfFolder) ?? LABS.find(({ own }) => own !== undefined && own.folders === undefined)
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
