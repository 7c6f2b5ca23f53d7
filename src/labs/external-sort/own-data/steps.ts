import type { SharedMoment } from '../../../player/share-link.ts'
import { formatCount } from '../../../base/format.ts'
import { AskError } from '../../../player/ask.ts'
import type { SortForm } from './form.ts'
import type { OpenedRun } from './open-run.ts'
import type { SortRefusal } from './refusals.ts'
import type { FileReport, Leftover } from './reports.ts'

/** What is on the page. */
export type Step =
  | { readonly type: 'pick' }
  | { readonly type: 'reading'; readonly name: string }
  | {
      readonly type: 'choose'
      readonly file: File
      readonly report: FileReport
      /** What was chosen before. */
      readonly before?: SortForm | undefined
      /** Why it was not sorted like that. */
      readonly refusal?: SortRefusal | undefined
    }
  | {
      readonly type: 'run'
      readonly file: File
      readonly report: FileReport
      readonly run: OpenedRun
      /** It goes on with the finished runs of an earlier sort. */
      readonly isResumed?: boolean
    }
  /** A result of an earlier visit. */
  | { readonly type: 'result'; readonly leftover: Leftover }

/** What the next file is wanted for; undefined: to choose how to sort it. */
export type Wanted =
  | { readonly type: 'resume'; readonly leftover: Leftover }
  | { readonly type: 'shared'; readonly moment: SharedMoment }
  | undefined

/** Which file is asked for, and why. */
export interface WantedFile {
  readonly name: string
  readonly sizeBytes: number
  readonly fingerprint: string
  readonly why: string
}

export function wantedFile(wanted: Wanted): WantedFile | undefined {
  if (wanted === undefined) return undefined
  if (wanted.type === 'resume') {
    const { name, fileSizeBytes, fingerprint } = wanted.leftover
    return { name, sizeBytes: fileSizeBytes, fingerprint, why: 'Open it again to go on with its finished runs.' }
  }
  const { data } = wanted.moment
  if (data === undefined) return undefined
  const { name, sizeBytes, digest } = data
  return { name, sizeBytes, fingerprint: digest, why: 'Open the same file to see it; a link never carries rows.' }
}

/** Why a file is not the one that is wanted; undefined when it is. */
export function tryMismatch(report: FileReport, wanted: WantedFile): AskError | undefined {
  if (report.fingerprint === wanted.fingerprint) return undefined
  const differs =
    report.sizeBytes === wanted.sizeBytes
      ? 'it has the same size and other bytes'
      : `it has ${formatCount(report.sizeBytes)} bytes, not ${formatCount(wanted.sizeBytes)}`
  return new AskError('INPUT_CHANGED', `it is not the ${wanted.name} that was sorted: ${differs}`, report.name)
}
