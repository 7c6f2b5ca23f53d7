import { expect, it } from 'vitest'
import { versionAtTimestamp } from '../delta/commit-times.ts'
import type { DeltaError } from '../delta/delta-error.ts'
import type { Metadata } from '../delta/action-types.ts'
import { listLog } from '../delta/log-segment.ts'
import { commitPath } from '../delta/log-path.ts'
import { MemoryStore } from '../storage/memory-store.ts'
import { clock, versionAt } from './delta-times.ts'

const TIMES = ['10:00', '10:05', '10:04', '10:10'].map(clock)
const ASKED = ['10:04:30', '10:05:00.000', '10:05:00.001', '10:11', '09:59']

it('reads times of a day', () => {
  expect(clock('00:00:00.001')).toBe(1)
  expect(clock('10:05')).toBe(36_300_000)
  expect(clock('10:05:00.001')).toBe(36_300_001)
})

it('moves a commit whose clock went back behind the one before', () => {
  expect(ASKED.map((asked) => versionAt(TIMES, clock(asked)))).toEqual([0, 1, 2, 'too-late', 'too-early'])
  expect(versionAt(TIMES, clock('10:10'))).toBe(3)
  expect(versionAt(TIMES, clock('10:00'))).toBe(0)
})

it('is what the table itself answers', async () => {
  let now = 0
  const store = new MemoryStore(() => now)
  for (const [version, time] of TIMES.entries()) {
    now = time
    await store.put(commitPath(version), new TextEncoder().encode('{}'))
  }
  const listing = await listLog(store)
  const metadata = { configuration: new Map() } as unknown as Metadata
  for (let at = clock('09:58'); at < clock('10:12'); at += 999) {
    const real = await versionAtTimestamp(store, listing, metadata, at).catch((error: unknown) => {
      const { code } = error as DeltaError
      return code === 'DELTA_TIMESTAMP_GREATER_THAN_COMMIT' ? 'too-late' : 'too-early'
    })
    expect(versionAt(TIMES, at)).toBe(real)
  }
})
