import { SortEvent } from './events.ts'
import type { RunManifest } from './ports.ts'
import type { SortJob } from './sort-job.ts'

/** Finished runs of a process that is gone; a sort of the same input in the same way goes on with them. */
export interface PastRuns {
  /** Numbered 1 to n in the store, in input order. */
  readonly runs: readonly RunManifest[]
  /** The source's position behind the last of their records. */
  readonly position: number
}

/** Words of a frame in front of its record that hold the key's prefix; see `row-frame.ts`. */
const HEAD = new Int32Array(3)
const HEAD_BYTES = new Uint8Array(HEAD.buffer)

/** Begins a job with runs that are there already. The log first tells of their pages: that they are kept. */
export function takePastRuns(job: SortJob, { runs, position }: PastRuns): void {
  for (const run of runs) {
    tellRun(job, run)
    job.waiting.push(run)
    job.recordsRead += run.records
  }
  job.nextRun = runs.length + 1
  job.source.seek(position)
  job.safe = { ...job.safe, position, page: 0, record: job.recordsRead, runs: runs.length }
}

function tellRun({ recorder, store }: SortJob, { run, pageBytes, pageRecords }: RunManifest): void {
  let offset = 0
  pageBytes.forEach((bytes, page) => {
    store.read(run, offset, HEAD_BYTES)
    offset += bytes
    const high = HEAD[1] as number
    const low = HEAD[2] as number
    recorder.page(SortEvent.keepPage, run, page, pageRecords[page] as number, high, low)
  })
}
