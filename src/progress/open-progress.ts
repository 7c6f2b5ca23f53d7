import { openChannel, silentChannel } from './channel.ts'
import { readClock } from './clock.ts'
import { openIdbStore, type OpenedStore } from './idb-store.ts'
import { createJournal, type Journal } from './journal.ts'
import { MemoryStore } from './memory-store.ts'
import { createName } from './name.ts'
import { newerNotice, noticeOfNone } from './notice.ts'
import { Progress } from './progress.ts'

/** Some browsers never answer when site data is locked; the page does not wait longer than this. */
const OPEN_MS = 4000

/** Opens the learner's log: in the browser's database, or in memory with a notice where there is none. Never rejects. */
export async function openProgress(): Promise<Progress> {
  const common = { now: () => Math.floor(readClock()), tab: createName() }
  try {
    const { store, newer } = await openInTime()
    return await Progress.open({
      ...common,
      store,
      openChannel: newer ? () => silentChannel : openChannel,
      notice: newer ? newerNotice : undefined,
      journal: newer ? undefined : tryJournal(common.tab),
    })
  } catch (error) {
    const store = new MemoryStore()
    return Progress.open({ ...common, store, openChannel: () => silentChannel, notice: noticeOfNone(error) })
  }
}

/** Undefined where site data is blocked. */
function tryJournal(tab: string): Journal | undefined {
  try {
    return createJournal(localStorage, tab)
  } catch {
    return undefined
  }
}

async function openInTime(): Promise<OpenedStore> {
  const opening = openIdbStore()
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the database did not open')), OPEN_MS)
  })
  try {
    return await Promise.race([opening, late])
  } catch (error) {
    void opening.then(({ store }) => store.close()).catch(() => undefined)
    throw error
  } finally {
    clearTimeout(timer)
  }
}
