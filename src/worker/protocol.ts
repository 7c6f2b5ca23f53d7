import { isRecord, parseCount, parseRecord, parseText } from '../base/parse.ts'
import type { TraceChunk } from '../engine/trace/chunk.ts'

/** What the page may ask of the engine. Plain data; checked on arrival by `parseRequest`. */
export type WorkerRequest =
  | {
      readonly type: 'run'
      /** Chosen by the page; every reply carries it. */
      readonly id: number
      /** Name of an operation in `engine/operations`. */
      readonly operation: string
      /** Checked by the operation itself. */
      readonly params: unknown
      readonly acts: unknown
      /** Events before this one are known to the page and are not sent again. */
      readonly from: number
    }
  /** Stops a run at the next place where it can stop; what was written stays valid. */
  | { readonly type: 'cancel'; readonly id: number }
  /** Answered at once by `pong`; a worker that does not answer hangs. */
  | { readonly type: 'ping'; readonly nonce: number }

export type WorkerReply =
  /** Sent once before the first chunk. `header` is what the lab's fold needs. */
  | { readonly type: 'started'; readonly id: number; readonly header: unknown }
  | { readonly type: 'chunk'; readonly id: number; readonly chunk: TraceChunk }
  /** How much of the work is done: `done` of `total` in units that `unit` names. */
  | {
      readonly type: 'progress'
      readonly id: number
      readonly done: number
      readonly total: number
      readonly unit: string
    }
  /** The log is whole. `digest` is of the state after the last event. */
  | {
      readonly type: 'finished'
      readonly id: number
      readonly length: number
      readonly digest: string
      readonly result: unknown
    }
  | { readonly type: 'cancelled'; readonly id: number; readonly length: number }
  | { readonly type: 'failed'; readonly id: number; readonly length: number; readonly error: WorkerError }
  | { readonly type: 'pong'; readonly nonce: number }

/** A told error: what, where and what to do, in words. `code` is stable. */
export interface WorkerError {
  readonly code: string
  readonly message: string
  readonly where: string
  /** For the inspector; undefined for errors that are the user's input. */
  readonly stack?: string | undefined
}

/** Checks a message from the page. Throws when it is none of the union. */
export function parseRequest(message: unknown): WorkerRequest {
  const data = parseRecord(message, 'request')
  switch (data['type']) {
    case 'run':
      return {
        type: 'run',
        id: parseCount(data['id'], 'id'),
        operation: parseText(data['operation'], 'operation'),
        params: data['params'],
        acts: data['acts'],
        from: parseCount(data['from'], 'from'),
      }
    case 'cancel':
      return { type: 'cancel', id: parseCount(data['id'], 'id') }
    case 'ping':
      return { type: 'ping', nonce: parseCount(data['nonce'], 'nonce') }
    default:
      throw new TypeError(`unknown request ${String(data['type'])}`)
  }
}

/** Checks a message from the worker. Throws when it is none of the union, or a chunk whose columns disagree. */
export function parseReply(message: unknown): WorkerReply {
  const data = parseRecord(message, 'reply')
  if (data['type'] === 'pong') return { type: 'pong', nonce: parseCount(data['nonce'], 'nonce') }
  const id = parseCount(data['id'], 'id')
  switch (data['type']) {
    case 'started':
      return { type: 'started', id, header: data['header'] }
    case 'chunk':
      return { type: 'chunk', id, chunk: parseChunk(data['chunk']) }
    case 'progress':
      return {
        type: 'progress',
        id,
        done: parseCount(data['done'], 'done'),
        total: parseCount(data['total'], 'total'),
        unit: parseText(data['unit'], 'unit'),
      }
    case 'finished':
      return {
        type: 'finished',
        id,
        length: parseCount(data['length'], 'length'),
        digest: parseText(data['digest'], 'digest'),
        result: data['result'],
      }
    case 'cancelled':
      return { type: 'cancelled', id, length: parseCount(data['length'], 'length') }
    case 'failed':
      return { type: 'failed', id, length: parseCount(data['length'], 'length'), error: parseError(data['error']) }
    default:
      throw new TypeError(`unknown reply ${String(data['type'])}`)
  }
}

function parseChunk(value: unknown): TraceChunk {
  const data = parseRecord(value, 'chunk')
  const { kind, at, a, b, c, payloads } = data
  const length = parseCount(data['length'], 'length')
  const columns = [kind, at, a, b, c]
  if (!(kind instanceof Uint8Array) || !(at instanceof Uint32Array))
    throw new TypeError('chunk columns have wrong types')
  if (!(a instanceof Int32Array) || !(b instanceof Int32Array) || !(c instanceof Int32Array)) {
    throw new TypeError('chunk operands have wrong types')
  }
  if (columns.some((column) => (column as Uint8Array).length !== length)) {
    throw new TypeError('chunk columns differ in length')
  }
  if (payloads !== undefined && !isRecord(payloads)) throw new TypeError('chunk payloads have a wrong type')
  return { ...(data as unknown as TraceChunk), first: parseCount(data['first'], 'first') }
}

function parseError(value: unknown): WorkerError {
  const data = parseRecord(value, 'error')
  const stack = data['stack']
  return {
    code: parseText(data['code'], 'code'),
    message: parseText(data['message'], 'message'),
    where: parseText(data['where'], 'where'),
    ...(typeof stack === 'string' ? { stack } : {}),
  }
}
