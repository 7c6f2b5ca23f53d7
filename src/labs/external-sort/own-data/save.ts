import { isRecord } from '../../../base/parse.ts'
import { ask, type Engine } from '../../../player/ask.ts'
import type { FileFormat } from './reports.ts'

/** The sorted file, or the rows that were left out of it. */
export type SavedPart = 'output' | 'rejects'

/** What is saved of a finished sort. */
export interface SaveRequest {
  readonly job: string
  readonly what: SavedPart
  readonly format: FileFormat
  /** The format that was sorted; saving in it copies bytes. */
  readonly original: FileFormat
  /** The name that is proposed. */
  readonly name: string
}

/** How a save ended. `kept`: the browser has told that the file is written; a download may still be under way. */
export type SaveOutcome = 'kept' | 'downloading' | 'dismissed'

const EXTENSIONS = { csv: 'csv', ndjson: 'ndjson', parquet: 'parquet' } as const

/** "people.sorted.csv" for people.csv. */
export function savedName(name: string, what: SavedPart, format: FileFormat): string {
  const base = name.replace(/\.[^.]+$/, '')
  return `${base}.${what === 'output' ? 'sorted' : 'rejected'}.${what === 'output' ? EXTENSIONS[format] : 'txt'}`
}

/**
 * Saves a file of a job: where the browser lets a page write to a place that the user chooses, there, else as a
 * download. Its bytes go from disk to disk. Must be called in answer to a press.
 */
export async function saveResult(
  engine: Engine,
  request: SaveRequest,
  onProgress: (done: number, total: number) => void,
): Promise<SaveOutcome> {
  const picker = tryPicker()
  if (picker === undefined) {
    download(await makeBlob(engine, request, onProgress), request.name)
    return 'downloading'
  }
  const target = await pick(picker, request.name)
  if (target === undefined) return 'dismissed'
  const blob = await makeBlob(engine, request, onProgress)
  await blob.stream().pipeTo(await target.createWritable())
  return 'kept'
}

async function makeBlob(
  engine: Engine,
  { job, what, format, original }: SaveRequest,
  onProgress: (done: number, total: number) => void,
): Promise<Blob> {
  const isConverted = what === 'output' && format !== original
  if (isConverted) await ask(engine, 'convert-sorted', { job, format }, onProgress).answer
  const answer = await ask(engine, 'sorted-blob', { job, file: isConverted ? 'converted' : what }).answer
  if (isRecord(answer) && answer['blob'] instanceof Blob) return answer['blob']
  throw new TypeError('the worker gave no file')
}

/** How long a download may take to begin before its address is given up. */
const REVOKE_MS = 60_000

function download(blob: Blob, name: string): void {
  const href = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = href
  link.download = name
  document.body.append(link)
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(href), REVOKE_MS)
}

type Picker = (options: { readonly suggestedName: string }) => Promise<FileSystemFileHandle>

function tryPicker(): Picker | undefined {
  const picker = (window as { readonly showSaveFilePicker?: Picker }).showSaveFilePicker
  return picker === undefined ? undefined : (options) => picker.call(window, options)
}

async function pick(picker: Picker, suggestedName: string): Promise<FileSystemFileHandle | undefined> {
  try {
    return await picker({ suggestedName })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return undefined
    throw error
  }
}
