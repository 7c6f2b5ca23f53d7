import { SortEvent } from './events.ts'
import type { RunManifest } from './ports.ts'
import { RecordDigest } from './record-digest.ts'
import type { CommonJob } from './sort-job.ts'

/** A run that is written and not yet sealed. */
export interface WrittenRun {
  readonly target: number
  readonly records: number
  readonly pageBytes: readonly number[]
  readonly pageRecords: readonly number[]
}

/** What is to be said of a run of the formation phase besides what was written. */
export interface FormedRun {
  /** Sum of the hashes of the records read for it. */
  readonly digest: readonly [high: number, low: number]
  readonly isInputComplete: boolean
  /** The source's position behind its last record, when that is a clean cut. */
  readonly sourcePosition?: number
  /** Records that are left in memory. */
  readonly unsafe?: number
}

/** Makes a run of the formation phase durable and puts it behind those that wait. */
export function sealFormedRun(job: CommonJob, written: WrittenRun, { unsafe, ...formed }: FormedRun): void {
  const manifest = describeRun(job, written, { level: 0, inputs: [], ...formed })
  job.store.seal(manifest)
  job.openRun = 0
  job.unsafeRecords = unsafe ?? 0
  job.waiting.push(manifest)
  job.counters.runs++
  tellSealed(job, manifest)
}

/** Puts a merged run in the place of its inputs, durably, and removes those. */
export function sealMergedRun(
  job: CommonJob,
  written: WrittenRun,
  first: number,
  inputs: readonly RunManifest[],
): void {
  const manifest = describeRun(job, written, {
    level: levelAbove(inputs),
    inputs: inputs.map((run) => run.run),
    digest: sumDigests(inputs),
    isInputComplete: true,
  })
  job.store.seal(manifest)
  job.openRun = 0
  job.unsafeRecords = 0
  job.waiting.splice(first, inputs.length, manifest)
  job.mergePlace = first + 1
  for (const run of inputs) job.store.remove(run.run)
  tellSealed(job, manifest)
}

/** Merges that the records of these runs have been through when they are merged. */
export function levelAbove(inputs: readonly RunManifest[]): number {
  const level = Math.max(...inputs.map((run) => run.level))
  return inputs.length === 1 ? level : level + 1
}

/** The digest of all their records. */
export function sumDigests(runs: readonly RunManifest[]): [high: number, low: number] {
  const digest = new RecordDigest()
  for (const run of runs) digest.addSum(run.digest)
  return digest.sum()
}

function describeRun(
  job: CommonJob,
  { target, records, pageBytes, pageRecords }: WrittenRun,
  parts: Pick<RunManifest, 'level' | 'inputs' | 'digest' | 'isInputComplete' | 'sourcePosition'>,
): RunManifest {
  return { run: target, records, pageBytes, pageRecords, job: job.name, ...parts }
}

function tellSealed(job: CommonJob, { run, records, pageBytes }: RunManifest): void {
  job.recorder.event(SortEvent.sealRun, run, records, pageBytes.length)
}
