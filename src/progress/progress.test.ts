import { describe, expect, it } from 'vitest'
import { BackupError } from './backup.ts'
import { silentChannel, type ProgressChannel } from './channel.ts'
import type { ProgressEvent } from './events.ts'
import { CHECKPOINT_EVENTS } from './history.ts'
import { MemoryDatabase, MemoryStore } from './memory-store.ts'
import { memoryNotice, newerNotice } from './notice.ts'
import { Progress, type ProgressPorts } from './progress.ts'
import { settingsOf } from './settings.ts'
import { StoreClosedError, type ProgressStore } from './store.ts'

const opened: ProgressEvent = { type: 'lab-opened', lab: 'external-sort' }
const dark: ProgressEvent = { type: 'setting', key: 'theme', value: 'dark' }

/** Tells every other tab on the same wire, as the browser does. */
class Wire {
  readonly #tabs = new Set<() => void>()

  open = (onTold: () => void): ProgressChannel => {
    this.#tabs.add(onTold)
    return {
      tell: () => this.#tabs.forEach((tab) => tab !== onTold && tab()),
      close: () => this.#tabs.delete(onTold),
    }
  }
}

let tabs = 0

function openTab(database: MemoryDatabase, ports: Partial<ProgressPorts> = {}): Promise<Progress> {
  return Progress.open({
    store: new MemoryStore(database),
    openChannel: () => silentChannel,
    now: () => Date.parse('2026-11-21T09:00:00Z'),
    tab: `tab${++tabs}`,
    notice: undefined,
    ...ports,
  })
}

describe('append', () => {
  it('counts at once and is stored when it resolves', async () => {
    const database = new MemoryDatabase()
    const progress = await openTab(database)
    const stored = progress.append(dark)
    expect(settingsOf(progress.state).theme).toBe('dark')
    expect(database.rows).toHaveLength(0)
    await stored
    expect(database.rows).toHaveLength(1)
    expect(progress.state.events).toBe(1)
  })

  it('is folded by the other tabs when they are told', async () => {
    const database = new MemoryDatabase()
    const wire = new Wire()
    const [left, right] = await Promise.all([1, 2].map(() => openTab(database, { openChannel: wire.open })))
    const heard = new Promise<void>((resolve) => right?.subscribe(resolve))
    await left?.append(dark)
    await heard
    expect(settingsOf((right as Progress).state).theme).toBe('dark')
  })

  it('writes a checkpoint at every 200th event', async () => {
    const database = new MemoryDatabase()
    const progress = await openTab(database)
    await Promise.all(Array.from({ length: CHECKPOINT_EVENTS + 5 }, () => progress.append(opened)))
    expect(database.checkpoint?.state.events).toBe(CHECKPOINT_EVENTS)
    expect((await progress.loadHistory()).checkpoints).toEqual([0, CHECKPOINT_EVENTS])
  })
})

describe('a checkpoint of another schema or torn', () => {
  it.each([{ schema: 99 }, { schema: 1, seq: 1 }, { schema: 1, generation: '0', seq: 1, state: { events: 7 } }])(
    'is not read: %j',
    async (checkpoint) => {
      const database = new MemoryDatabase()
      await (await openTab(database)).append(opened)
      Object.assign(database, { checkpoint })
      expect((await openTab(database)).state.events).toBe(1)
    },
  )
})

/** Refuses appends while `error` is set, and to read all while `readError` is. */
class FailingStore extends MemoryStore {
  error: Error | undefined
  readError: Error | undefined

  override readFrom(seq: number): ReturnType<ProgressStore['readFrom']> {
    return this.readError === undefined || seq > 0 ? super.readFrom(seq) : Promise.reject(this.readError)
  }

  override append(...args: Parameters<ProgressStore['append']>): ReturnType<ProgressStore['append']> {
    return this.error === undefined ? super.append(...args) : Promise.reject(this.error)
  }
}

describe('a store that refuses', () => {
  it('keeps events, says so, and stores them with the next one', async () => {
    const database = new MemoryDatabase()
    const store = new FailingStore(database)
    const progress = await openTab(database, { store })
    store.error = Object.assign(new Error('no room'), { name: 'QuotaExceededError' })
    await progress.append(opened)
    expect(progress.state.events).toBe(1)
    expect(database.rows).toHaveLength(0)
    expect(progress.notice?.text).toContain('full')
    expect(JSON.parse(await progress.exportBackup())).toMatchObject({ events: [{ type: 'lab-opened' }] })

    store.error = undefined
    await progress.append(dark)
    expect(database.rows).toHaveLength(2)
    expect(progress.notice).toBeUndefined()
  })

  it('keeps to the notice of a database that a newer tab has taken', async () => {
    const database = new MemoryDatabase()
    const store = new FailingStore(database)
    const progress = await openTab(database, { store })
    store.error = new StoreClosedError('closed')
    await progress.append(opened)
    store.error = new Error('other')
    await progress.append(opened)
    expect(progress.notice?.text).toContain('newer')
    expect(progress.state.events).toBe(2)
  })

  it('does not store an event twice when it is not known whether it was stored', async () => {
    const database = new MemoryDatabase()
    const store = new MemoryStore(database)
    const draft = { id: 'tab.1', clock: '2026-11-21T09:00:00.000Z', event: opened }
    await store.append([draft], 0)
    await store.append([draft], 0)
    expect(database.rows).toHaveLength(1)
  })
})

describe('notices of a log in memory', () => {
  it.each([memoryNotice, newerNotice])('stay after events: $text', async (notice) => {
    const progress = await openTab(new MemoryDatabase(), { notice })
    await progress.append(opened)
    expect(progress.notice).toBe(notice)
  })
})

describe('backup', () => {
  it('comes back by a merge, in any order and any number of times', async () => {
    const [left, right] = await Promise.all([openTab(new MemoryDatabase()), openTab(new MemoryDatabase())])
    await left.append(opened)
    await right.append(dark)
    const [fromLeft, fromRight] = await Promise.all([left.exportBackup(), right.exportBackup()])

    expect(await left.importBackup(fromRight)).toEqual({ added: 1, known: 0, unread: 0 })
    expect(await left.importBackup(fromRight)).toEqual({ added: 0, known: 1, unread: 0 })
    expect(await right.importBackup(fromLeft)).toEqual({ added: 1, known: 0, unread: 0 })
    expect(left.state).toEqual(right.state)
    expect(left.state.events).toBe(2)
  })

  it('keeps events of a newer version', async () => {
    const database = new MemoryDatabase()
    database.add({ id: 'x.1', at: '2027-01-01T00:00:00.000Z', type: 'review-graded', grade: 3 })
    const text = await (await openTab(database)).exportBackup()
    const other = await openTab(new MemoryDatabase())
    expect(await other.importBackup(text)).toEqual({ added: 1, known: 0, unread: 1 })
    expect(await other.importBackup(text)).toEqual({ added: 0, known: 1, unread: 0 })
    expect(other.state).toMatchObject({ events: 1, unread: 1 })
    expect(JSON.parse(await other.exportBackup())).toMatchObject({ events: [{ grade: 3 }] })
  })

  it('stores an event only once when it was unsaved and comes back by its backup', async () => {
    const database = new MemoryDatabase()
    const store = new FailingStore(database)
    const progress = await openTab(database, { store })
    store.error = new Error('no room')
    await progress.append(opened)
    const text = await progress.exportBackup()
    store.error = undefined
    await progress.importBackup(text)
    await progress.append(dark)
    expect(database.rows).toHaveLength(2)
    expect(progress.state.events).toBe(2)
  })

  it.each([
    '',
    '{}',
    '{"format":"lakescope-progress","version":2,"events":[]}',
    '{"format":"lakescope-progress","version":1}',
  ])('refuses %j and adds nothing', async (text) => {
    const database = new MemoryDatabase()
    await expect((await openTab(database)).importBackup(text)).rejects.toThrow(BackupError)
    expect(database.rows).toHaveLength(0)
  })

  const head = '{"format":"lakescope-progress","version":1,"events":['
  it.each([
    ['{"format":"lakescope-progress","version":99,"events":[]}', 'made by a newer Lakescope; reload the page'],
    [`${head}{"id":"a.1"`, `cut off or damaged: it ends after ${head.length + 11} characters, in the middle.`],
    [`${head}{"id":"a.`, `cut off or damaged: it ends after ${head.length + 9} characters, in the middle.`],
    [head, `cut off or damaged: it ends after ${head.length} characters, in the middle.`],
    [`${head}{"id"#"a.1"}]}`, `cut off or damaged at character ${head.length + 6}.`],
    ['id,at,type', 'not JSON, so it is not a Lakescope backup.'],
  ])('says of %j what is wrong, and that nothing was added', async (text, words) => {
    const importing = (await openTab(new MemoryDatabase())).importBackup(text)
    await expect(importing).rejects.toThrow(words)
    await expect(importing).rejects.toThrow(/ Nothing was added\.$/)
  })

  it('refuses a file with a torn event as a whole', async () => {
    const text = '{"format":"lakescope-progress","version":1,"events":[{"id":"a.1","type":"visit"}]}'
    await expect((await openTab(new MemoryDatabase())).importBackup(text)).rejects.toThrow('Event 1')
  })
})

describe('eraseAll', () => {
  it('refuses where the log is of a newer version, and says so', async () => {
    const database = new MemoryDatabase()
    const progress = await openTab(database, { notice: newerNotice })
    await progress.append(opened)
    await expect(progress.eraseAll()).rejects.toThrow('newer')
    expect(database.rows).toHaveLength(1)
  })

  it('leaves nothing, here and in the other tabs, and the log goes on', async () => {
    const database = new MemoryDatabase()
    const [left, right] = await Promise.all([openTab(database), openTab(database)])
    await left.append(opened)
    await right.refresh()
    await right.loadHistory()
    await left.eraseAll()
    expect(left.state.events).toBe(0)
    await right.append(dark)
    expect(right.state.events).toBe(1)
    expect(right.state.labs.size).toBe(0)
    expect(right.history?.length).toBe(1)
    await left.refresh()
    expect(left.state).toEqual(right.state)
  })

  it('makes checkpoints of the time before void', async () => {
    const database = new MemoryDatabase()
    const progress = await openTab(database)
    await Promise.all(Array.from({ length: CHECKPOINT_EVENTS }, () => progress.append(opened)))
    const { checkpoint } = database
    await progress.eraseAll()
    Object.assign(database, { checkpoint })
    expect((await openTab(database)).state.events).toBe(0)
  })
})

describe('the history', () => {
  it('that could not be read comes with the next event that is stored', async () => {
    const database = new MemoryDatabase()
    await (await openTab(database)).append(opened)
    const store = new FailingStore(database)
    const progress = await openTab(database, { store })
    store.readError = new Error('connection lost')
    await expect(progress.loadHistory()).rejects.toThrow('lost')
    expect(progress.history).toBeUndefined()
    store.readError = undefined
    await progress.append(dark)
    expect(progress.history?.records).toHaveLength(2)
  })
})

describe('replayTo', () => {
  it('gives the state as of then, and the history follows the log', async () => {
    const progress = await openTab(new MemoryDatabase())
    await progress.append(opened)
    expect((await progress.replayTo(0)).labs.size).toBe(0)
    await progress.append(dark)
    expect(progress.history?.length).toBe(2)
    expect(settingsOf(await progress.replayTo(1)).theme).toBe('system')
    expect(settingsOf(await progress.replayTo(2)).theme).toBe('dark')
  })
})
