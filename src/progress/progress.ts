import type { ProgressChannel } from './channel.ts'
import { isCount, isFields, isText } from './check.ts'
import type { ProgressEvent } from './events.ts'
import { CHECKPOINT_EVENTS, ProgressHistory } from './history.ts'
import type { Journal } from './journal.ts'
import { mergeLogs } from './merge.ts'
import { noticeOf, type StorageNotice } from './notice.ts'
import { readRecord, stampDrafts, type ProgressDraft, type ProgressRecord } from './record.ts'
import { initialProgress, isProgressState, PROGRESS_SCHEMA, reduceProgress, type ProgressState } from './state.ts'
import type { ProgressStore, StoredCheckpoint, StoredRow, StoredRows } from './store.ts'

export interface ProgressPorts {
  readonly store: ProgressStore
  /** Opens the channel to the other tabs; `onTold` is called when one of them has changed the log. */
  readonly openChannel: (onTold: () => void) => ProgressChannel
  /** Milliseconds since 1970, UTC. */
  readonly now: () => number
  /** Unique among all tabs that ever wrote to the log. */
  readonly tab: string
  readonly notice: StorageNotice | undefined
  /** Where events are written down at once; undefined where nothing outlives the tab. */
  readonly journal?: Journal | undefined
}

export interface ImportResult {
  readonly added: number
  /** Events of the file that the log had already. */
  readonly known: number
  /** Of those added, the ones that this version does not know; they are kept. */
  readonly unread: number
}

/**
 * What the learner did: an append-only log and the state it folds to. An appended event counts at once; it is stored in
 * the background, in one transaction, and other tabs fold it when they are told. Where storing fails, the event is kept
 * and tried again with the next one, and `notice` says so.
 */
export class Progress {
  readonly #ports: ProgressPorts
  readonly #channel: ProgressChannel
  readonly #listeners = new Set<() => void>()
  /** The store is used by one task at a time. */
  #queue: Promise<unknown> = Promise.resolve()
  #generation = ''
  #lastSeq = 0
  /** What the stored rows fold to. */
  #stored: ProgressState = initialProgress
  /** Events on their way into the store, oldest first. */
  #drafts: readonly ProgressDraft[] = []
  #draftCount = 0
  #state: ProgressState = initialProgress
  #pending: readonly ProgressRecord[] = []
  #notice: StorageNotice | undefined
  #history: ProgressHistory | undefined
  /** The whole log was asked for, and could not be read. */
  #historyMissing = false

  private constructor(ports: ProgressPorts) {
    this.#ports = ports
    this.#notice = ports.notice
    this.#channel = ports.openChannel(() => void this.refresh())
  }

  /** Reads the log: the last checkpoint and what came after it. Rejects when the store cannot be read. */
  static async open(ports: ProgressPorts): Promise<Progress> {
    const progress = new Progress(ports)
    try {
      await progress.#enqueue(() => progress.#start())
    } catch (error) {
      progress.#channel.close()
      throw error
    }
    return progress
  }

  get state(): ProgressState {
    return this.#state
  }

  /** What the learner should know about storage; undefined while all is stored. */
  get notice(): StorageNotice | undefined {
    return this.#notice
  }

  /** What comes after `history`: events that count and are not stored yet. */
  get pending(): readonly ProgressRecord[] {
    return this.#pending
  }

  /** The stored log; undefined until `loadHistory` was called. */
  get history(): ProgressHistory | undefined {
    return this.#history
  }

  /** Calls `listener` after each change of state, notice or history. Returns the way to end that. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Adds an event. Resolves when it is stored or the notice says why not; never rejects. */
  append(event: ProgressEvent): Promise<void> {
    const id = `${this.#ports.tab}.${++this.#draftCount}`
    this.#setDrafts([...this.#drafts, { id, clock: this.#clock(), event }])
    this.#publish()
    return this.#attempt(() => this.#flush())
  }

  /** Folds what other tabs have stored. */
  refresh(): Promise<void> {
    return this.#attempt(async () => {
      await this.#absorb(await this.#ports.store.readFrom(this.#lastSeq))
      this.#publish()
    })
  }

  /** The whole log in memory; from then on `history` follows the log. */
  loadHistory(): Promise<ProgressHistory> {
    return this.#enqueue(async () => {
      if (this.#history !== undefined) return this.#history
      this.#historyMissing = true
      await this.#replay(await this.#ports.store.readFrom(0), true)
      this.#publish()
      return this.#history ?? ProgressHistory.empty
    })
  }

  /** The state after the first `position` events of the log. */
  async replayTo(position: number): Promise<ProgressState> {
    return (await this.loadHistory()).stateAt(position)
  }

  /** The text of a backup file with every event, those that could not be stored among them. */
  exportBackup(): Promise<string> {
    return this.#enqueue(async () => {
      const { writeBackup } = await import('./backup.ts')
      const { rows } = await this.#ports.store.readFrom(0)
      const unsaved = stampDrafts(this.#drafts, this.#stored.lastAt === '' ? undefined : this.#stored.lastAt)
      return writeBackup([...rows.map((row) => row.value), ...unsaved], this.#clock())
    })
  }

  /** Merges a backup file by event ids. Rejects with `BackupError` when the text is no backup. */
  importBackup(text: string): Promise<ImportResult> {
    return this.#enqueue(async () => {
      const { countUnread, parseBackup } = await import('./backup.ts')
      const values = parseBackup(text)
      const ids = new Set(values.map((value) => readRecord(value).id))
      let [added, unread] = [0, 0]
      await this.#ports.store.rewrite((stored) => {
        const merged = mergeLogs(stored, values)
        const before = mergeLogs(stored, [])
        added = merged.length - before.length
        unread = countUnread(merged) - countUnread(before)
        return merged
      })
      // An event that could not be stored may have come back by its backup.
      this.#setDrafts(this.#drafts.filter((draft) => !ids.has(draft.id)))
      await this.#reload()
      return { added, known: ids.size - added, unread }
    })
  }

  /** Removes every event, for all tabs. Rejects where the log is only looked at: it is of a newer version. */
  eraseAll(): Promise<void> {
    return this.#enqueue(async () => {
      if (this.#notice?.readOnly === true) throw new Error('a newer Lakescope wrote the log, and can erase it.')
      const erased = this.#drafts.length
      await this.#ports.store.rewrite(() => [])
      // What tabs that are gone had on its way goes too; a tab that is there writes its own down again.
      this.#ports.journal?.takeOver().forget()
      this.#setDrafts(this.#drafts.slice(erased))
      await this.#reload()
    })
  }

  close(): void {
    this.#channel.close()
    this.#ports.store.close()
    this.#listeners.clear()
  }

  async #start(): Promise<void> {
    const { store } = this.#ports
    const checkpoint = tryCheckpoint(await store.readCheckpoint())
    if (checkpoint !== undefined) {
      this.#generation = checkpoint.generation
      this.#lastSeq = checkpoint.seq
      this.#stored = checkpoint.state
    }
    await this.#takeOver()
    await this.#absorb(await store.readFrom(this.#lastSeq))
    this.#publish()
  }

  /** Takes in what tabs that are gone had on its way. Where it cannot be stored it is on its way in this one. */
  async #takeOver(): Promise<void> {
    const { journal, store } = this.#ports
    const { drafts, forget } = journal?.takeOver() ?? { drafts: [], forget: () => undefined }
    if (drafts.length === 0) return
    try {
      await store.append(drafts, Number.MAX_SAFE_INTEGER)
      forget()
    } catch (error) {
      this.#setDrafts(drafts)
      this.#tell(error)
    }
  }

  #setDrafts(drafts: readonly ProgressDraft[]): void {
    this.#drafts = drafts
    this.#ports.journal?.write(drafts)
  }

  /** They are stored: by this tab, or by another that had taken them over. */
  #dropDrafts(ids: ReadonlySet<string>): void {
    const left = this.#drafts.filter(({ id }) => !ids.has(id))
    if (left.length < this.#drafts.length) this.#setDrafts(left)
  }

  async #flush(): Promise<void> {
    const sent = this.#drafts
    if (sent.length === 0) return
    const found = await this.#ports.store.append(sent, this.#lastSeq)
    this.#dropDrafts(new Set(sent.map(({ id }) => id)))
    await this.#absorb(found)
    if (this.#notice?.lasting !== true) this.#notice = undefined
    this.#publish()
    this.#channel.tell()
  }

  /** Takes in rows behind `lastSeq`, or the whole log when it is another one by now. */
  async #absorb(found: StoredRows): Promise<void> {
    if (found.generation === this.#generation && !this.#historyMissing) return this.#fold(found.rows)
    return this.#replay(await this.#ports.store.readFrom(0), this.#history !== undefined || this.#historyMissing)
  }

  async #reload(): Promise<void> {
    await this.#replay(await this.#ports.store.readFrom(0), this.#history !== undefined)
    this.#publish()
    this.#channel.tell()
  }

  /** Folds the whole log from nothing. */
  async #replay(found: StoredRows, keepHistory: boolean): Promise<void> {
    this.#generation = found.generation
    this.#stored = initialProgress
    this.#lastSeq = 0
    this.#history = keepHistory ? ProgressHistory.empty : undefined
    if (keepHistory) this.#historyMissing = false
    await this.#fold(found.rows)
  }

  async #fold(rows: readonly StoredRow[]): Promise<void> {
    const records: ProgressRecord[] = []
    let checkpoint: { readonly seq: number; readonly state: ProgressState } | undefined
    for (const { seq, value } of rows) {
      const record = readRecord(value)
      records.push(record)
      this.#stored = reduceProgress(this.#stored, record)
      this.#lastSeq = seq
      if (this.#stored.events % CHECKPOINT_EVENTS === 0) checkpoint = { seq, state: this.#stored }
    }
    if (records.length > 0) this.#history = this.#history?.extend(records)
    this.#dropDrafts(new Set(records.map(({ id }) => id)))
    if (checkpoint === undefined) return
    // A start without a checkpoint is slower and as right, so a failure here is no news.
    const kept = { schema: PROGRESS_SCHEMA, generation: this.#generation, ...checkpoint }
    await this.#ports.store.writeCheckpoint(kept).catch(() => undefined)
  }

  /** Makes the state from what is stored and what is on its way, and tells everybody. */
  #publish(): void {
    const values = stampDrafts(this.#drafts, this.#stored.lastAt === '' ? undefined : this.#stored.lastAt)
    this.#pending = values.map(readRecord)
    this.#state = this.#pending.reduce(reduceProgress, this.#stored)
    for (const listener of [...this.#listeners]) listener()
  }

  async #attempt(task: () => Promise<void>): Promise<void> {
    try {
      await this.#enqueue(task)
    } catch (error) {
      this.#tell(error)
      this.#publish()
    }
  }

  #tell(error: unknown): void {
    if (this.#notice?.lasting !== true) this.#notice = noticeOf(error)
  }

  #enqueue<Result>(task: () => Promise<Result>): Promise<Result> {
    const result = this.#queue.then(task)
    this.#queue = result.catch(() => undefined)
    return result
  }

  #clock(): string {
    return new Date(this.#ports.now()).toISOString()
  }
}

/** A stored checkpoint, or undefined where it is of another version or damaged: then the log is folded from zero. */
function tryCheckpoint(value: unknown): StoredCheckpoint | undefined {
  if (!isFields(value) || value['schema'] !== PROGRESS_SCHEMA) return undefined
  const { generation, seq, state } = value
  if (!isText(generation) || !isCount(seq) || !isProgressState(state)) return undefined
  return { schema: PROGRESS_SCHEMA, generation, seq, state }
}
