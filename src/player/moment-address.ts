import { decodeMoment, encodeMoment, ShareLinkError, type SharedMoment } from './share-link.ts'

/** No link has such a character. */
const HELD = 'file.'

/** A moment that no link holds, here or anywhere, is opened from its file all the same. */
const FOR_FILES: ReadonlySet<ShareLinkError['code']> = new Set(['TOO_LARGE', 'NO_DEFLATE'])

/** Moments from files that have no link, in the order they came; they go with the page. */
const held: SharedMoment[] = []

/**
 * What stands in the address for a moment that came from a file: its link, or, where it can have none, a name that
 * this page knows as long as it is open.
 */
export async function addressOf(moment: SharedMoment): Promise<string> {
  try {
    return await encodeMoment(moment)
  } catch (error) {
    if (!(error instanceof ShareLinkError) || !FOR_FILES.has(error.code)) throw error
    return `${HELD}${held.push(moment)}`
  }
}

/** What a text around a link leaves behind it when it is copied, as in "(see …)." */
const BEHIND = /(?:[).,;:!?'"»”’\]}>*]|%[0-9A-F]{2})+$/i

/** The moment that an address stands for. Throws `ShareLinkError` where there is none. */
export async function momentAt(copied: string): Promise<SharedMoment> {
  const address = copied.replace(BEHIND, '')
  if (!address.startsWith(HELD)) return decodeMoment(address)
  const moment = held[Number(address.slice(HELD.length)) - 1]
  if (moment !== undefined) return moment
  throw new ShareLinkError(
    'NOT_A_LINK',
    'This address stood for a moment in a file, and the page has been loaded anew since. Drop that file here again.',
  )
}
