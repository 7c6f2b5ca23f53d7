import { LABS } from '../labs/registry.ts'
import type { LabEntry } from '../player/lab.ts'
import type { Dropped } from './file-drop.ts'
import { tryMomentPath } from './moment-file.ts'

/**
 * A saved moment is opened as its link would be; anything else is data, for the lab that takes such. A moment that is
 * damaged goes there too: the page for data says what is wrong with it.
 */
export async function openDropped(
  dropped: Dropped,
  go: (path: string) => void,
  openData: (dropped: Dropped, lab: string | undefined) => void,
): Promise<void> {
  const path = dropped instanceof File ? await tryMomentPath(dropped).catch(() => undefined) : undefined
  if (path === undefined) openData(dropped, labFor(dropped)?.id)
  else go(path)
}

function labFor(dropped: Dropped): LabEntry | undefined {
  const isOfFolder = ({ own }: LabEntry): boolean =>
    own?.folders !== undefined && (!(dropped instanceof File) || own.folders.test(dropped.name))
  return LABS.find(isOfFolder) ?? LABS.find(({ own }) => own !== undefined && own.folders === undefined)
}
