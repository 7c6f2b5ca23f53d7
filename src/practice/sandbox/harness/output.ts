import { formatLine } from './format.ts'
import type { Talk } from './talk.ts'

const MOST_MESSAGES = 200
const FULL_PIECE = 4_096

/** What a program prints: told at once at first, then in pieces, and not at all beyond the limit, which ends the run. */
export interface Output {
  readonly console: Readonly<Record<string, unknown>>
  /** How much may be printed from now on. */
  readonly allow: (characters: number) => void
  readonly print: (text: string) => void
  /** What was printed since is of this case. */
  readonly begin: (index: number) => void
  /** Tells what waits; true when the limit was passed. */
  readonly flush: () => boolean
}

export function createOutput(talk: Talk): Output {
  let index = 0
  let left = 0
  let waiting = ''
  let messages = 0
  let isOver = false

  const flush = (): boolean => {
    if (waiting !== '') talk.sayOutput(index, waiting)
    waiting = ''
    return isOver
  }
  const print = (text: string): void => {
    if (isOver) return
    isOver = text.length > left
    waiting += isOver ? cutTo(text, left) : text
    left -= text.length
    if (!isOver && messages >= MOST_MESSAGES && waiting.length < FULL_PIECE) return
    messages++
    flush()
    if (isOver) talk.sayFault(index, { kind: 'output' })
  }
  const log = (...values: unknown[]): void => print(`${formatLine(values)}\n`)
  return {
    console: {
      log,
      info: log.bind(undefined),
      warn: log.bind(undefined),
      error: log.bind(undefined),
      debug: log.bind(undefined),
    },
    allow: (characters) => {
      left = characters
    },
    print,
    begin: (next) => {
      index = next
      messages = 0
    },
    flush,
  }
}

/** A piece of text by index alone: a program may have changed what text can do. */
function cutTo(text: string, length: number): string {
  let piece = ''
  for (let i = 0; i < length; i++) piece += text[i] ?? ''
  return piece
}
