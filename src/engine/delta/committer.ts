import type { ObjectStore } from '../storage/object-store.ts'
import { StoreError } from '../storage/object-store.ts'
import { findCommitInfo } from './commit-times.ts'
import { commitPath } from './log-path.ts'

/** Makes the log's next file: of all who try one version, one at most is told `true`. */
export interface Committer {
  /** Writes the commit of a version; false when there is one already. */
  commit(version: number, bytes: Uint8Array): Promise<boolean>
}

/**
 * Commits by the store's put-if-absent. When the store fails in the middle, so that nobody knows whether the file was
 * written, the file is read: it is this commit if it carries its `txnId`.
 */
export class ObjectStoreCommitter implements Committer {
  constructor(
    private readonly store: ObjectStore,
    private readonly txnId: string,
  ) {}

  async commit(version: number, bytes: Uint8Array): Promise<boolean> {
    try {
      return await this.store.putIfAbsent(commitPath(version), bytes)
    } catch (error) {
      if (!(error instanceof StoreError) || error.code !== 'WRITE_FAILED') throw error
      const found = await tryReadTxnId(this.store, version)
      if (found === undefined) throw error
      return found === this.txnId
    }
  }
}

/** The `txnId` in the commit of a version: undefined where there is no such commit, empty where it carries none. */
export async function tryReadTxnId(store: ObjectStore, version: number): Promise<string | undefined> {
  const path = commitPath(version)
  if ((await store.tryHead(path)) === undefined) return undefined
  const id = findCommitInfo(await store.get(path), path)?.fields['txnId']
  return typeof id === 'string' ? id : ''
}

/**
 * False when the commit that a writer was told is its own is another's now: with a store that cannot put only where nothing
 * is, a later writer may have replaced it.
 */
export async function isCommitKept(store: ObjectStore, version: number, txnId: string): Promise<boolean> {
  return (await tryReadTxnId(store, version)) === txnId
}
