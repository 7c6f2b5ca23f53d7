import { beforeEach, expect, it, vi } from 'vitest'
import { shownLock } from '../base/shown-lock.ts'
import { OpfsWorkspaces } from './opfs-workspaces.ts'

/** A folder of the browser's disk with files by their texts; files that are held cannot be removed. */
class Folder {
  readonly kind = 'directory'
  readonly children = new Map<string, Folder>()
  readonly texts = new Map<string, string>()
  isHeld = false

  entries(): AsyncIterable<[string, Folder]> {
    return (async function* (children: ReadonlyMap<string, Folder>) {
      for (const entry of children) yield await Promise.resolve(entry)
    })(this.children)
  }

  getDirectoryHandle(name: string): Promise<Folder> {
    const found = this.children.get(name)
    return found === undefined ? Promise.reject(new DOMException('no folder', 'NotFoundError')) : Promise.resolve(found)
  }

  getFileHandle(name: string): Promise<{ getFile: () => Promise<Blob> }> {
    const text = this.texts.get(name)
    if (text === undefined) return Promise.reject(new DOMException('no file', 'NotFoundError'))
    return Promise.resolve({ getFile: () => Promise.resolve(new Blob([text])) })
  }

  removeEntry(name: string): Promise<void> {
    if (this.children.get(name)?.isHeld === true) {
      return Promise.reject(new DOMException('held', 'NoModificationAllowedError'))
    }
    this.children.delete(name)
    return Promise.resolve()
  }
}

const locked = new Set<string>()

beforeEach(() => {
  locked.clear()
  const request = async (name: string, _options: unknown, hold: (lock: unknown) => unknown): Promise<unknown> => {
    if (locked.has(name)) return hold(null)
    locked.add(name)
    try {
      return await hold({ name })
    } finally {
      locked.delete(name)
    }
  }
  const query = () => Promise.resolve({ held: [...locked].map((name) => ({ name })) })
  vi.stubGlobal('navigator', { locks: { request, query } })
})

function createDisk() {
  const root = new Folder()
  const folder = new Folder()
  root.children.set('job', folder)
  const all = new OpfsWorkspaces(root as unknown as FileSystemDirectoryHandle)
  return { root, folder, all }
}

it('removes a workspace that holds nothing', async () => {
  const { root, folder, all } = createDisk()
  folder.texts.set('log', '')
  await all.removeBlank('job')
  expect([...root.children.keys()]).toEqual([])
})

it('leaves one that was listed as blank and has been written since', async () => {
  const { root, folder, all } = createDisk()
  expect(await all.list('here')).toMatchObject([{ id: 'job', sizeBytes: 0, isBusy: false }])
  folder.texts.set('output', 'id\n1\n')
  await all.removeBlank('job')
  expect([...root.children.keys()]).toEqual(['job'])
})

it('does not wait for a blank one that another tab has just opened, and leaves it', async () => {
  const { root, all } = createDisk()
  locked.add('lakescope-sort/job')
  vi.useFakeTimers()
  try {
    await all.removeBlank('job')
    expect(vi.getTimerCount()).toBe(0)
  } finally {
    vi.useRealTimers()
  }
  expect([...root.children.keys()]).toEqual(['job'])
})

it('says who has the files of a workspace whose lock is free, and lets the lock go', async () => {
  const { folder, all } = createDisk()
  folder.isHeld = true
  await expect(all.remove('job', 'here')).rejects.toMatchObject({
    code: 'WORKSPACE_BUSY',
    message: 'another tab of this browser has it open; close it there first',
  })
  expect([...locked]).toEqual([])
})

it('neither lists as free nor removes what another tab shows, but what only the asking one shows', async () => {
  const { root, folder, all } = createDisk()
  folder.texts.set('output', 'id\n1\n')
  locked.add(shownLock('job', 'here'))
  locked.add(shownLock('other job', 'there'))
  expect(await all.list('here')).toMatchObject([{ id: 'job', isBusy: false }])
  locked.add(shownLock('job', 'there'))
  expect(await all.list('here')).toMatchObject([{ id: 'job', isBusy: true }])
  await expect(all.remove('job', 'here')).rejects.toMatchObject({ code: 'WORKSPACE_BUSY' })
  expect([...root.children.keys()]).toEqual(['job'])
  locked.delete(shownLock('job', 'there'))
  expect(await all.remove('job', 'here')).toBe(5)
  expect([...root.children.keys()]).toEqual([])
})
