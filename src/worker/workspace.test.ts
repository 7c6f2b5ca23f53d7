import { describe, expect, it } from 'vitest'
import type { RunManifest } from '../engine/sort/ports.ts'
import { MemoryWorkspaces } from './memory-workspaces.ts'

const LIMIT = 1 << 20

function manifestOf(run: number, inputs: readonly number[] = []): RunManifest {
  const pages = { pageBytes: [8], pageRecords: [10 * run] }
  const digest = [0, 0] as const
  return { run, inputs, records: 10 * run, ...pages, digest, level: 0, isInputComplete: false, job: 'j' }
}

describe('a workspace', () => {
  it('keeps notes and sealed runs for whoever opens it next', async () => {
    const all = new MemoryWorkspaces(LIMIT)
    const first = await all.open('one')
    expect(first.notes).toEqual([])
    first.note({ type: 'job', name: 'people.csv' }, true)
    for (const run of [1, 2]) {
      first.runs.create(run)
      first.runs.append(run, new Uint8Array(8).fill(run))
      first.runs.seal(manifestOf(run))
    }
    first.runs.create(3)
    first.runs.append(3, new Uint8Array(8).fill(3))
    first.runs.seal(manifestOf(3, [1, 2]))
    first.note({ type: 'finished' }, false)
    await first.close()

    expect(await all.list()).toMatchObject([
      { id: 'one', isBusy: false, notes: [{ name: 'people.csv' }, { type: 'finished' }], pastRuns: [{ run: 3 }] },
    ])
    const second = await all.open('one')
    expect(second.notes).toHaveLength(2)
    expect(second.runs.list().map(({ run }) => run)).toEqual([3])
    await second.close()
  })

  it('is for one at a time, and gives its space back when it is removed', async () => {
    const all = new MemoryWorkspaces(LIMIT)
    const workspace = await all.open('one')
    await expect(all.open('one')).rejects.toMatchObject({ code: 'WORKSPACE_BUSY' })
    await expect(all.remove('one')).rejects.toMatchObject({ code: 'WORKSPACE_BUSY' })
    expect(await all.list()).toMatchObject([{ isBusy: true }])
    workspace.output.sink.write(new Uint8Array(100_000))
    await workspace.close()
    expect(await all.space()).toEqual({ kind: 'memory', quotaBytes: LIMIT, freeBytes: LIMIT - 131_072 })
    expect(await all.remove('one')).toBe(100_000)
    expect(await all.space()).toMatchObject({ freeBytes: LIMIT })
    expect(await all.remove('one')).toBe(0)
    await expect(all.blob('one', 'output')).rejects.toMatchObject({ code: 'WORKSPACE_GONE' })
  })

  it('has files that grow at the end, can be cut and are saved as a blob', async () => {
    const all = new MemoryWorkspaces(LIMIT)
    const { output, close } = await all.open('one')
    const text = 'a,b\n1,2\n'.repeat(20_000)
    output.sink.write(new TextEncoder().encode(text))
    output.sink.write(new TextEncoder().encode('more'))
    output.cutTo(text.length)
    output.sink.close()
    const into = new Uint8Array(8)
    expect(output.read(text.length - 8, into)).toBe(8)
    expect(new TextDecoder().decode(into)).toBe('a,b\n1,2\n')
    await close()
    expect(await (await all.blob('one', 'output')).text()).toBe(text)
  })

  it('refuses more than there is', async () => {
    const { rejects } = await new MemoryWorkspaces(LIMIT).open('one')
    expect(() => rejects.sink.write(new Uint8Array(2 * LIMIT))).toThrow(
      'the memory that stands in for a disk is full: 2.1 MB more were needed for the file of rejected rows. ' +
        'This page may keep 1.0 MB, of which 1.0 MB were free when the sort began.',
    )
  })
})
