import { expect, it } from 'vitest'
import { Rng } from '../../base/rng.ts'
import { ZipStore } from './zip-store.ts'
import { writeZip, type ZipFile } from './zip-writer.ts'

function randomFiles(seed: number): ZipFile[] {
  const rng = new Rng(seed, 'zip')
  return Array.from({ length: 40 }, (_, i) => ({
    path: `t/${i % 3 === 0 ? 'grüße=🐢/' : ''}file ${i}.bin`,
    bytes: Uint8Array.from({ length: rng.nextBelow(2000) }, () => rng.nextBelow(256)),
    modifiedMs: 1_767_603_600_000 + rng.nextBelow(1_000_000_000),
  }))
}

it.each([1, 2])('what is written is read back, times to the millisecond (seed %i)', async (seed) => {
  const files = randomFiles(seed)
  const bytes = writeZip(files)
  const source = {
    name: 'a.zip',
    sizeBytes: bytes.length,
    read: (start: number, end: number) => Promise.resolve(bytes.slice(start, end)),
  }
  const store = await ZipStore.open(source, () => Promise.reject(new Error('nothing is packed')))
  const listed = await store.list('')
  expect(listed.map(({ path: name }) => name).sort()).toEqual(files.map(({ path: name }) => name).sort())
  for (const { path: name, bytes: expected, modifiedMs } of files) {
    expect(await store.get(name)).toEqual(expected)
    expect((await store.tryHead(name))?.modifiedMs).toBe(modifiedMs)
  }
})
