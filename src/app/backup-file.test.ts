import { afterEach, describe, expect, it } from 'vitest'
import { BackupError } from '../progress/backup.ts'
import { backupName, restoreBackup } from './backup-file.ts'

const file = { text: () => Promise.resolve('{}') }

function restoring(result: { added: number; known: number; unread?: number } | Error): Promise<string> {
  const importBackup = () =>
    result instanceof Error ? Promise.reject(result) : Promise.resolve({ unread: 0, ...result })
  return restoreBackup({ importBackup }, file)
}

describe('restoreBackup', () => {
  it.each([
    [{ added: 12, known: 0 }, '12 events were added.'],
    [{ added: 1, known: 3 }, '1 event was added. 3 others were here already.'],
    [
      { added: 1, known: 0, unread: 1 },
      '1 event was added; this Lakescope does not know 1 of them and keeps it for a newer one.',
    ],
    [
      { added: 9, known: 1, unread: 2 },
      '9 events were added; this Lakescope does not know 2 of them and keeps them for a newer one. 1 other was here already.',
    ],
    [{ added: 0, known: 1 }, 'Nothing was added: its event is here already.'],
    [{ added: 0, known: 1284 }, 'Nothing was added: all 1,284 events are here already.'],
    [{ added: 0, known: 0 }, 'Nothing was added: the backup is empty.'],
  ])('tells %j', async (result, told) => expect(await restoring(result)).toBe(told))

  it('tells why a file is refused', async () => {
    expect(await restoring(new BackupError('This file is not a Lakescope backup.'))).toBe(
      'This file is not a Lakescope backup. Nothing was added.',
    )
    expect(await restoring(new Error('disk gone'))).toContain('disk gone')
  })
})

describe('backupName', () => {
  const zone = process.env['TZ']
  afterEach(() => {
    if (zone === undefined) delete process.env['TZ']
    else process.env['TZ'] = zone
  })

  it.each(['America/Los_Angeles', 'Asia/Tokyo'])('has the day that the page shows, in %s', (name) => {
    process.env['TZ'] = name
    for (const hours of [1, 12, 23]) {
      expect(backupName(new Date(2026, 2, 9, hours))).toBe('lakescope-progress-2026-03-09.json')
    }
  })
})
