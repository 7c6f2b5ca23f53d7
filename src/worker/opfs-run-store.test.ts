import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MemoryRunStore } from '../engine/sort/memory-run-store.ts'
import type { RunManifest } from '../engine/sort/ports.ts'
import { BlockMap } from './opfs-blocks.ts'
import { ManifestLog, readLog } from './opfs-manifest.ts'
import { OpfsRunStore, type RunRecord } from './opfs-run-store.ts'
import { MemoryFile, MemoryQuota } from './sync-file.ts'

const SPACE = { kind: 'disk', quotaBytes: 5e6, freeBytes: 1e6 } as const

function manifestOf(run: number, inputs: readonly number[] = []): RunManifest {
  return {
    run,
    inputs,
    records: 1,
    pageBytes: [4],
    pageRecords: [1],
    digest: [0, run],
    level: inputs.length > 0 ? 1 : 0,
    isInputComplete: false,
    job: 'test',
  }
}

interface Files {
  readonly data: MemoryFile
  readonly log: MemoryFile
}

function createFiles(limitBytes = 1e8): Files {
  const quota = new MemoryQuota(limitBytes)
  return { data: new MemoryFile(quota), log: new MemoryFile(quota) }
}

/** Opens the store as a new process would: from what the files hold. */
function openStore({ data, log }: Files, blockBytes = 64): OpfsRunStore {
  const { records, endBytes } = readLog(log)
  return new OpfsRunStore(data, new ManifestLog(log, SPACE, endBytes), blockBytes, SPACE, records as RunRecord[])
}

function bytesOf(run: number, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => (run * 31 + i * 7) & 255)
}

function readRun(store: OpfsRunStore | MemoryRunStore, run: number, length: number): Uint8Array {
  const into = new Uint8Array(length)
  store.read(run, 0, into)
  return into
}

function fillRun(store: OpfsRunStore, run: number, length: number, inputs: readonly number[] = []): void {
  store.create(run)
  store.append(run, bytesOf(run, length))
  store.seal(manifestOf(run, inputs))
}

describe('block map', () => {
  it('takes the lowest free block and forgets free ones at the end', () => {
    const map = new BlockMap()
    expect([map.take(), map.take(), map.take()]).toEqual([0, 1, 2])
    map.free(0)
    map.free(2)
    expect(map.end).toBe(2)
    expect([map.take(), map.take()]).toEqual([0, 2])
    map.claim(7)
    expect(map.end).toBe(8)
    expect(map.take()).toBe(3)
  })
})

describe('runs on disk', () => {
  it('does what a store in memory does, whatever is asked of it', () => {
    const command = fc.record({
      act: fc.constantFrom('append', 'append', 'append', 'seal', 'remove'),
      run: fc.integer({ min: 1, max: 5 }),
      length: fc.integer({ min: 0, max: 300 }),
      cut: fc.nat(),
    })
    fc.assert(
      fc.property(fc.array(command, { maxLength: 60 }), (commands) => {
        const files = createFiles()
        const store = openStore(files)
        const twin = new MemoryRunStore()
        const sizes = new Map<number, { size: number; sealed: boolean }>()
        for (const { act, run, length, cut } of commands) {
          const known = sizes.get(run)
          if (act === 'remove') {
            store.remove(run)
            twin.remove(run)
            sizes.delete(run)
          } else if (known?.sealed === true) {
            const from = cut % (known.size + 1)
            const into = [new Uint8Array(known.size - from), new Uint8Array(known.size - from)] as const
            store.read(run, from, into[0])
            if (known.size > from) twin.read(run, from, into[1])
            expect(into[0]).toEqual(into[1])
          } else {
            if (known === undefined) {
              store.create(run)
              twin.create(run)
            }
            const now = known ?? { size: 0, sealed: false }
            sizes.set(run, now)
            if (act === 'append') {
              store.append(run, bytesOf(run + now.size, length))
              twin.append(run, bytesOf(run + now.size, length))
              now.size += length
            } else {
              store.seal(manifestOf(run))
              twin.seal(manifestOf(run))
              now.sealed = true
            }
          }
        }
        expect(store.list()).toEqual(twin.list())
        const reopened = openStore(files)
        expect(reopened.list()).toEqual(twin.list())
        for (const { run } of twin.list()) {
          const { size } = sizes.get(run) as { size: number }
          if (size > 0) expect(readRun(reopened, run, size)).toEqual(readRun(twin, run, size))
        }
      }),
      { seed: 5, numRuns: 300 },
    )
  })

  it('uses the blocks of removed runs again and gives back the end of the file', () => {
    const files = createFiles()
    const store = openStore(files)
    for (const run of [1, 2, 3]) fillRun(store, run, 200)
    expect(store.sizeBytes).toBe(2 * 256 + 200)
    store.remove(1)
    store.remove(2)
    fillRun(store, 4, 500)
    expect(store.peakBytes).toBe(2 * 256 + 200)
    store.remove(3)
    expect(files.data.getSize()).toBe(512)
    expect(readRun(store, 4, 500)).toEqual(bytesOf(4, 500))
    store.remove(4)
    expect(files.data.getSize()).toBe(0)
  })

  it('after a crash has the sealed runs and not the one that was being written', () => {
    const files = createFiles()
    const store = openStore(files)
    fillRun(store, 1, 100)
    fillRun(store, 2, 300)
    store.create(3)
    store.append(3, bytesOf(3, 1000))
    const again = openStore(files)
    expect(again.list().map(({ run }) => run)).toEqual([1, 2])
    expect(again.sizeBytes).toBe(128 + 320)
    expect(readRun(again, 2, 300)).toEqual(bytesOf(2, 300))
    fillRun(again, 3, 70)
    expect(readRun(openStore(files), 3, 70)).toEqual(bytesOf(3, 70))
  })

  it('after a crash between sealing a merged run and removing its inputs has only the merged one', () => {
    const files = createFiles()
    const store = openStore(files)
    fillRun(store, 1, 100)
    fillRun(store, 2, 100)
    fillRun(store, 3, 200, [1, 2])
    const again = openStore(files)
    expect(again.list()).toEqual([manifestOf(3, [1, 2])])
    expect(readRun(again, 3, 200)).toEqual(bytesOf(3, 200))
  })

  it('writes to a freed block only after the log without its run is on disk', () => {
    const files = createFiles()
    const order: string[] = []
    const flush = files.log.flush.bind(files.log)
    files.log.flush = () => (order.push('log'), flush())
    const write = files.data.write.bind(files.data)
    files.data.write = (bytes, options) => (order.push(`data ${options.at}`), write(bytes, options))
    const store = openStore(files)
    fillRun(store, 1, 64)
    fillRun(store, 2, 64)
    store.remove(1)
    order.length = 0
    store.create(3)
    store.append(3, bytesOf(3, 64))
    expect(order).toEqual(['log', 'data 0'])
  })

  it('gives blocks back only after the log without their run is on disk', () => {
    const files = createFiles()
    const order: string[] = []
    const flush = files.log.flush.bind(files.log)
    files.log.flush = () => (order.push('log'), flush())
    const truncate = files.data.truncate.bind(files.data)
    files.data.truncate = (sizeBytes) => (order.push(`cut to ${sizeBytes}`), truncate(sizeBytes))
    const store = openStore(files)
    for (const run of [1, 2]) fillRun(store, run, 64)
    fillRun(store, 3, 64, [2])
    order.length = 0
    store.remove(3)
    expect(order).toEqual(['log', 'cut to 128'])
    order.length = 0
    fillRun(store, 4, 64, [1, 2])
    openStore(files).remove(4)
    expect(order).toEqual(['log', 'log', 'cut to 0'])
  })

  it('leaves out a record of the log that was cut off or damaged, and all behind it', () => {
    const files = createFiles()
    const store = openStore(files)
    fillRun(store, 1, 10)
    const first = files.log.getSize()
    fillRun(store, 2, 10)
    const both = files.log.getSize()
    files.log.truncate(both - 1)
    expect(openStore(files).list()).toEqual([manifestOf(1)])
    files.log.truncate(first)
    files.log.write(new Uint8Array([9]), { at: first - 2 })
    expect(openStore(files).list()).toEqual([])
  })

  it('tells a full disk with what was asked and what there was', () => {
    const store = openStore(createFiles(4 * 65_536))
    store.create(1)
    const fill = (): void => {
      for (let i = 0; i < 10; i++) store.append(1, new Uint8Array(65_536))
    }
    expect(fill).toThrow(
      "the browser's disk is full: 66 kB more were needed for run 1. The browser told of 1.0 MB free " +
        'when the sort began. Free space, or sort a smaller file',
    )
  })

  it('tells a run that the disk has lost', () => {
    const files = createFiles()
    const store = openStore(files)
    fillRun(store, 1, 100)
    files.data.truncate(40)
    expect(() => readRun(store, 1, 100)).toThrow('run 1 ends after 40 B; 60 B of it are missing')
  })
})
