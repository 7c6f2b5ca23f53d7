import type { ByteSource } from '../sort/ports.ts'

const LINE_FEED = 10

/** Counts the line feeds of the first `end` bytes of a file. Yields the bytes read, a block at a time. */
export function* countLines(file: ByteSource, end: number, blockBytes: number): Generator<number, number> {
  const block = new Uint8Array(Math.min(blockBytes, end))
  let lines = 0
  for (let at = 0; at < end; at += block.length) {
    const length = file.read(at, block.subarray(0, Math.min(block.length, end - at)))
    for (let i = block.indexOf(LINE_FEED); i >= 0 && i < length; i = block.indexOf(LINE_FEED, i + 1)) lines++
    yield at + length
  }
  return lines
}
