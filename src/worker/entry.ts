import { isRecord } from '../base/parse.ts'
import { loadOperation, OPERATION_NAMES } from '../engine/operations/index.ts'
import { parseRequest } from './protocol.ts'
import { describeError, RunLoop } from './run-loop.ts'

declare const self: DedicatedWorkerGlobalScope

/** A message to ourselves comes back after the messages that already wait: cheaper and fairer than a timer. */
const channel = new MessageChannel()
const waiting: (() => void)[] = []
channel.port1.onmessage = () => waiting.shift()?.()

const loop = new RunLoop(
  {
    post: (reply, transfer) => self.postMessage(reply, transfer),
    now: () => performance.now(),
    breathe: () =>
      new Promise((resolve) => {
        waiting.push(resolve)
        channel.port2.postMessage(undefined)
      }),
  },
  (name) => {
    if (OPERATION_NAMES.includes(name)) return loadOperation(name)
    // Not part of the first download.
    return {
      open: async (params, acts) => (await import('./opfs-operations.ts')).openFileOperation(name, params, acts),
    }
  },
)

/** Readers and writers of files are fetched when nobody waits for anything, so that they are there without a network. */
const FETCH_MS = 4000
setTimeout(() => void import('./opfs-operations.ts').catch(() => undefined), FETCH_MS)

self.onmessage = (message: MessageEvent<unknown>) => {
  try {
    const request = parseRequest(message.data)
    if (request.type === 'run') void loop.run(request)
    else if (request.type === 'cancel') loop.cancel(request.id)
    else self.postMessage({ type: 'pong', nonce: request.nonce })
  } catch (error) {
    // Nobody waits for run 0; a request that is wrong elsewhere still says which run it is.
    const { data } = message
    const id = isRecord(data) && typeof data['id'] === 'number' ? data['id'] : 0
    self.postMessage({ type: 'failed', id, length: 0, error: describeError(error) })
  }
}
