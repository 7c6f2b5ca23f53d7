import type { ProgressEvent } from '../progress/events.ts'
import { readRecord, stampDrafts, type ProgressRecord } from '../progress/record.ts'

/** A log that takes events at once, as the learner's does, while the page is drawn when it likes. */
export function createTestLog() {
  const records: ProgressRecord[] = []
  return {
    records,
    ports: {
      append: (event: ProgressEvent) => {
        const draft = { id: `t.${records.length}`, clock: new Date(1e12 + records.length).toISOString(), event }
        records.push(...stampDrafts([draft], undefined).map(readRecord))
      },
      readRecords: () => [...records],
      createId: () => `a${records.length}`,
    },
  }
}
