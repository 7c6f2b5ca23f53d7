import { isRecord, parseCount, parseRecord } from '../../../base/parse.ts'
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

/** How a save ended; `dismissed`: no place was chosen, `stopped`: it was stopped on the way. `kept`: the browser has told that the file is written; a download may still be under way. */
export type SaveOutcome = 'kept' | 'downloading' | 'dismissed' | 'stopped'

/** What came of a save, and how many texts could not be written as they are. */
export interface Saved {
  readonly outcome: SaveOutcome
  readonly brokenTexts: number
}

const EXTENSIONS = { csv: 'csv', ndjson: 'ndjson', parquet: 'parquet' } as const

/** "people.sorted.csv" for people.csv. */
export function savedName(name: string, what: SavedPart, format: FileFormat): string {
  const base = name.replace(/\.[^.]+$/, '')
  return `${base}.${what === 'output' ? 'sorted' : 'rejected'}.${what === 'output' ? EXTENSIONS[format] : 'txt'}`
}

/**
 * Saves a file of a job: where the browser lets a page write to a place that the user chooses, there, else as a
 * download. Its bytes go from disk to disk. Must be called in answer to a press. `signal` stops it.
 */
export async function saveResult(
  engine: Engine,
  request: SaveRequest,
  onProgress: Progress,
  signal: AbortSignal,
): Promise<Saved> {
  try {
    return await saveTo(engine, request, onProgress, signal)
  } catch (error) {
    if (signal.aborted) return { outcome: 'stopped', brokenTexts: 0 }
    throw error
  }
}

/** `making`: another format is made of the sorted file, which is counted as far as it is gone through; then bytes are written. */
export type SaveStage = 'making' | 'writing'

type Progress = (stage: SaveStage, done: number, total: number) => void

async function saveTo(engine: Engine, request: SaveRequest, onProgress: Progress, signal: AbortSignal): Promise<Saved> {
  const picker = tryPicker()
  if (picker === undefined) {
    const { blob, brokenTexts } = await makeBlob(engine, request, onProgress, signal)
    signal.throwIfAborted()
    download(blob, request.name)
    return { outcome: 'downloading', brokenTexts }
  }
  const target = await pick(picker, request.name)
  signal.throwIfAborted()
  if (target === undefined) return { outcome: 'dismissed', brokenTexts: 0 }
  const { blob, brokenTexts } = await makeBlob(engine, request, onProgress, signal)
  signal.throwIfAborted()
  const writable = await target.createWritable()
  await blob.stream().pipeThrough(countBytes(blob.size, onProgress)).pipeTo(writable, { signal })
  return { outcome: 'kept', brokenTexts }
}

function countBytes(
  total: number,
  onProgress: Progress,
): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  let done = 0
  return new TransformStream({
    transform: (bytes, controller) => {
      controller.enqueue(bytes)
      onProgress('writing', (done += bytes.length), total)
    },
  })
}

async function makeBlob(
  engine: Engine,
  { job, what, format, original }: SaveRequest,
  onProgress: Progress,
  signal: AbortSignal,
): Promise<{ readonly blob: Blob; readonly brokenTexts: number }> {
  const isConverted = what === 'output' && format !== original
  let brokenTexts = 0
  if (isConverted) {
    signal.throwIfAborted()
    const converting = ask(engine, 'convert-sorted', { job, format }, (done, total) =>
      onProgress('making', done, total),
    )
    signal.addEventListener('abort', converting.stop)
    brokenTexts = parseCount(parseRecord(await converting.answer, 'converted')['brokenTexts'], 'brokenTexts')
  }
  signal.throwIfAborted()
  const answer = await ask(engine, 'sorted-blob', { job, file: isConverted ? 'converted' : what }).answer
  if (isRecord(answer) && answer['blob'] instanceof Blob) return { blob: answer['blob'], brokenTexts }
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
