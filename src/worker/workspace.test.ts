import { describe, expect, it } from 'vitest'
import type { RunManifest } from '../engine/sort/ports.ts'
import { MemoryWorkspaces } from './memory-workspaces.ts'
import { MemoryFile, MemoryQuota } from './sync-file.ts'
import { createWorkspace, WORK_FILES, type WorkFileName } from './workspace.ts'

const LIMIT = 1 << 20
/** Memory is given to files in blocks. */
const BLOCK_BYTES = 65_536

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

  it('that cannot be opened is let go of, and can be opened when there is room again', async () => {
    const all = new MemoryWorkspaces(2 * BLOCK_BYTES)
    const first = await all.open('one')
    for (const manifest of [manifestOf(1), manifestOf(2, [1])]) {
      first.runs.create(manifest.run)
      first.runs.seal(manifest)
    }
    // The log fills its block, so that telling of the merged run's input takes another one.
    const [{ sizeBytes } = { sizeBytes: 0 }] = await all.list()
    first.note('x'.repeat(BLOCK_BYTES - sizeBytes - 40), true)
    await first.close()
    const other = await all.open('two')
    other.output.sink.write(new Uint8Array(BLOCK_BYTES))
    await expect(all.open('one')).rejects.toMatchObject({ code: 'QUOTA_EXCEEDED' })
    await other.close()
    await all.remove('two')
    const again = await all.open('one')
    expect(again.runs.list()).toEqual([manifestOf(2, [1])])
  })

  it('tells of runs up to one that was removed and whose records stand in no other', async () => {
    const all = new MemoryWorkspaces(LIMIT)
    const workspace = await all.open('one')
    const { runs } = workspace
    const seal = (run: number, inputs: readonly number[] = [], isInputComplete = false): void => {
      runs.create(run)
      runs.append(run, new Uint8Array(8).fill(run))
      runs.seal({ ...manifestOf(run, inputs), isInputComplete })
      for (const input of inputs) runs.remove(input)
    }
    const told = async () =>
      ((await all.list())[0]?.pastRuns ?? []).map(({ run, isInputComplete }) => [run, isInputComplete])
    for (const run of [1, 2, 3, 4]) seal(run)
    runs.remove(4)
    seal(5, [], true)
    expect(await told(), 'the last may go').toEqual([1, 2, 3, 5].map((run) => [run, run === 5]))
    seal(6, [1, 2], true)
    expect(await told(), 'their records stand in 6').toEqual([6, 3, 5].map((run) => [run, run !== 3]))
    runs.remove(3)
    expect(await told(), '5 stood behind 3').toEqual([[6, false]])
    expect(runs.list().map(({ run }) => run)).toEqual([5, 6])
    runs.remove(5)
    runs.remove(6)
    seal(7, [], true)
    expect(await told(), 'begun again').toEqual([[7, true]])
    await workspace.close()
  })

  it('closes its files and its lock when it cannot be put together', () => {
    const quota = new MemoryQuota(LIMIT)
    const files = Object.fromEntries(WORK_FILES.map((name) => [name, new MemoryFile(quota)])) as Record<
      WorkFileName,
      MemoryFile
    >
    const closed: string[] = []
    for (const name of WORK_FILES) files[name].close = () => closed.push(name)
    files.log.getSize = () => {
      throw new DOMException('not now', 'InvalidStateError')
    }
    const space = { kind: 'disk', quotaBytes: LIMIT, freeBytes: LIMIT } as const
    expect(() => createWorkspace('one', files, space, () => closed.push('lock'))).toThrow(
      'the list of runs is no longer there',
    )
    expect(closed).toEqual([...WORK_FILES, 'lock'])
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
