import { expect, it } from 'vitest'
import { createJournal } from './journal.ts'
import { MemoryStore } from './memory-store.ts'
import { Progress } from './progress.ts'
import type { ProgressDraft } from './record.ts'
import type { ProgressStore } from './store.ts'
import { silentChannel } from './channel.ts'

/** Local storage, as far as the journal uses it. */
function createStorage(): Storage {
  const items: Record<string, string> = {}
  return Object.defineProperties(items, {
    getItem: { value: (name: string) => items[name] ?? null },
    setItem: { value: (name: string, text: string) => void (items[name] = text), configurable: true },
    removeItem: { value: (name: string) => void delete items[name] },
  }) as unknown as Storage
}

const draft = (id: string): ProgressDraft => ({ id, clock: '2026-11-29T10:00:00.000Z', event: { type: 'visit' } })

function open(store: ProgressStore, storage: Storage, tab: string): Promise<Progress> {
  const journal = createJournal(storage, tab)
  return Progress.open({ store, openChannel: () => silentChannel, now: Date.now, tab, notice: undefined, journal })
}

it('gives back what every tab has written, and passes over what is damaged', () => {
  const storage = createStorage()
  createJournal(storage, 'a').write([draft('a.1'), draft('a.2')])
  createJournal(storage, 'b').write([draft('b.1')])
  storage.setItem('lakescope.journal.c', '[{"id":7}, {"id":"c.1","clock":"x","event":{"type":"visit"}}]')
  storage.setItem('lakescope.journal.d', '[{')
  storage.setItem('lakescope.theme', 'dark')
  const { drafts, forget } = createJournal(storage, 'e').takeOver()
  expect(drafts.map(({ id }) => id)).toEqual(['a.1', 'a.2', 'b.1'])
  forget()
  expect(Object.keys(storage)).toEqual(['lakescope.theme'])
})

it('keeps what a killed tab had on its way, once', async () => {
  const store = new MemoryStore()
  const storage = createStorage()
  // A store that never answers: the tab is killed while it waits.
  const stuck: ProgressStore = {
    readFrom: (seq) => store.readFrom(seq),
    append: () => new Promise<never>(() => undefined),
    readCheckpoint: () => store.readCheckpoint(),
    writeCheckpoint: (checkpoint) => store.writeCheckpoint(checkpoint),
    rewrite: (plan) => store.rewrite(plan),
    close: () => undefined,
  }
  const killed = await open(stuck, storage, 'a')
  void killed.append({ type: 'visit' })
  void killed.append({ type: 'visit' })
  const next = await open(store, storage, 'b')
  expect(next.state.visits).toBe(2)
  const third = await open(store, storage, 'c')
  expect(third.state.visits).toBe(2)
})

it('counts what another tab could not store, says so, and stores it once there is room, once', async () => {
  const store = new MemoryStore()
  let hasRoom = false
  const full: ProgressStore = {
    readFrom: (seq) => store.readFrom(seq),
    append: (drafts, after) =>
      hasRoom ? store.append(drafts, after) : Promise.reject(new DOMException('full', 'QuotaExceededError')),
    readCheckpoint: () => store.readCheckpoint(),
    writeCheckpoint: (checkpoint) => store.writeCheckpoint(checkpoint),
    rewrite: (plan) => store.rewrite(plan),
    close: () => undefined,
  }
  const storage = createStorage()
  const killed = await open(full, storage, 'a')
  await killed.append({ type: 'visit' })
  const next = await open(full, storage, 'b')
  expect(next.state.visits).toBe(1)
  expect(next.notice?.text).toContain('is full')
  hasRoom = true
  await next.append({ type: 'visit' })
  expect(next.notice).toBeUndefined()
  const third = await open(full, storage, 'c')
  expect(third.state.visits).toBe(2)
  expect(third.pending).toEqual([])
  expect(Object.keys(storage)).toEqual([])
})

it('counts an event once that its own tab stores as well', async () => {
  const store = new MemoryStore()
  const storage = createStorage()
  const first = await open(store, storage, 'a')
  createJournal(storage, 'a').write([draft('a.1')])
  const second = await open(store, storage, 'b')
  await first.append({ type: 'visit' })
  await second.refresh()
  expect(second.state.visits).toBe(1)
  expect(Object.keys(storage)).toEqual([])
})

it('does without where nothing can be written', () => {
  const full = createStorage()
  Object.defineProperty(full, 'setItem', {
    value: () => {
      throw new DOMException('full', 'QuotaExceededError')
    },
  })
  expect(() => createJournal(full, 'a').write([draft('a.1')])).not.toThrow()
})

it('takes in what a newer version has written down, which the log then keeps', async () => {
  const storage = createStorage()
  const clock = '2026-11-29T10:00:00.000Z'
  storage.setItem('lakescope.journal.n', JSON.stringify([{ id: 'n.1', clock, event: { type: 'dreamt', of: 7 } }]))
  const progress = await open(new MemoryStore(), storage, 'a')
  expect(progress.state.events).toBe(1)
  expect(JSON.parse(await progress.exportBackup())).toMatchObject({ events: [{ id: 'n.1', type: 'dreamt', of: 7 }] })
})

it('is erased with the log, also what tabs left behind that are gone', async () => {
  const storage = createStorage()
  const store = new MemoryStore()
  const progress = await open(store, storage, 'a')
  createJournal(storage, 'gone').write([draft('gone.1')])
  await progress.eraseAll()
  expect((await open(store, storage, 'b')).state.events).toBe(0)
})

/** A full disk: it can be read, and takes nothing while `isFull`. */
class FullStore extends MemoryStore {
  isFull = true

  override append(...args: Parameters<ProgressStore['append']>): ReturnType<ProgressStore['append']> {
    return this.isFull ? Promise.reject(new Error('no room')) : super.append(...args)
  }
}

it('holds an event once, however often the page is loaded while nothing can be stored', async () => {
  const full = new FullStore()
  const storage = createStorage()
  await (await open(full, storage, 'a')).append({ type: 'visit' })
  for (const tab of ['b', 'c', 'd']) expect((await open(full, storage, tab)).state.visits).toBe(1)
  full.isFull = false
  const last = await open(full, storage, 'e')
  await last.append({ type: 'visit' })
  expect(last.state.visits).toBe(2)
  expect((await full.readFrom(0)).rows).toHaveLength(2)
})

it('an event that two tabs hold counts once when one of them has stored it', async () => {
  const full = new FullStore()
  const storage = createStorage()
  const first = await open(full, storage, 'a')
  await first.append({ type: 'visit' })
  const second = await open(full, storage, 'b')
  full.isFull = false
  await first.append({ type: 'visit' })
  await second.refresh()
  expect(second.state.visits).toBe(2)
  expect(second.pending).toEqual([])
})
