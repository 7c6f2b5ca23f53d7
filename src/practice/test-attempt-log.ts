import type { ProgressEvent } from '../progress/events.ts'
import { readRecord, stampDrafts, type ProgressRecord } from '../progress/record.ts'

/** A log that takes events at once, as the learner's does, while the page is drawn when it likes; its first one is of `from`. */
export function createTestLog(from = 1e12) {
  const records: ProgressRecord[] = []
  return {
    records,
    ports: {
      append: (event: ProgressEvent) => {
        const draft = { id: `t.${records.length}`, clock: new Date(from + records.length).toISOString(), event }
        records.push(...stampDrafts([draft], undefined).map(readRecord))
      },
      readRecords: () => [...records],
      createId: () => `a${records.length}`,
    },
  }
}
