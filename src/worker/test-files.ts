import { tryFileOperation } from '../engine/operations/file-operations.ts'
import { TABLE_OPERATIONS } from '../engine/operations/table-operations.ts'
import type { FilePorts } from '../engine/operations/file-ports.ts'
import type { TraceChunk } from '../engine/trace/chunk.ts'
import { createFilePorts } from './file-ports.ts'
import { MemoryWorkspaces } from './memory-workspaces.ts'
import type { WorkerReply } from './protocol.ts'
import { RunLoop } from './run-loop.ts'

/** Contents of the files of a test: Node has no reader that does not wait. */
const CONTENTS = new WeakMap<Blob, Uint8Array>()

/** A file of the test's own making; its slices can be read at once. */
export function fileOf(text: string | Uint8Array, name = 'people.csv'): File {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  const file = new File([bytes as Uint8Array<ArrayBuffer>], name, { lastModified: 1_700_000_000_000 })
  const slice = file.slice.bind(file)
  file.slice = (start, end) => {
    const part = slice(start, end)
    CONTENTS.set(part, bytes.slice(start, end))
    return part
  }
  return file
}

/** Stands in for `FileReaderSync`. */
export function readBlob(blob: Blob): ArrayBuffer {
  return (CONTENTS.get(blob) as Uint8Array).slice().buffer
}

/** A worker's operations on files, with workspaces in memory. */
export interface World {
  readonly workspaces: MemoryWorkspaces
  readonly ports: FilePorts
  /** Runs an operation to its end, or until `stopAfter` progress replies have come. */
  ask(operation: string, params: unknown, acts?: unknown, stopAfter?: number): Promise<Told>
}

/** What a run told. */
export interface Told {
  readonly last: WorkerReply
  readonly header: unknown
  readonly chunks: readonly TraceChunk[]
  readonly progress: readonly { readonly done: number; readonly total: number }[]
}

export function createWorld(limitBytes = 64e6): World {
  const workspaces = new MemoryWorkspaces(limitBytes)
  const ports = createFilePorts(workspaces, readBlob)
  const ask: World['ask'] = async (operation, params, acts = [], stopAfter = Infinity) => {
    const replies: WorkerReply[] = []
    let clock = 0
    let seen = 0
    const loop = new RunLoop(
      {
        post: (reply) => {
          replies.push(reply)
          if (reply.type === 'progress' && ++seen === stopAfter) loop.cancel(1)
        },
        // Every look at the clock ends a slice, so that progress is told at every page.
        now: () => (clock += 100),
        breathe: () => Promise.resolve(),
      },
      (name) => {
        const found = tryFileOperation(name) ?? TABLE_OPERATIONS.find((operation) => operation.name === name)
        if (found === undefined) throw new Error(`no ${name}`)
        return { open: (given, givenActs) => found.open(given, givenActs, ports) }
      },
    )
    await loop.run({ type: 'run', id: 1, operation, params, acts, from: 0 })
    return {
      last: replies.at(-1) as WorkerReply,
      header: replies.flatMap((reply) => (reply.type === 'started' ? [reply.header] : []))[0],
      chunks: replies.flatMap((reply) => (reply.type === 'chunk' ? [reply.chunk] : [])),
      progress: replies.flatMap((reply) => (reply.type === 'progress' ? [reply] : [])),
    }
  }
  return { workspaces, ports, ask }
}
