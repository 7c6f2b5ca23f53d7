import type { RangeSource } from './range-source.ts'

const BLOCK_BYTES = 1 << 18
/** Blocks that are kept: those who read ahead are at more than one place. */
const KEPT_BLOCKS = 8
/** Files of an archive stand in any order; where one begins this near to the end of the last one, the next will too. */
const NEAR_BYTES = 1 << 14

/**
 * A source that answers small reads, each of which begins near the end of the one before, from blocks of 256 KiB: files that
 * stand one behind the other cost one call together. Other reads go through.
 */
export function createBlockSource(source: RangeSource): RangeSource {
  const { name, sizeBytes } = source
  const blocks = new Map<number, Promise<Uint8Array<ArrayBuffer>>>()
  let lastEnd = -Infinity
  const readBlock = (number: number): Promise<Uint8Array<ArrayBuffer>> => {
    const known = blocks.get(number)
    const start = number * BLOCK_BYTES
    const block = known ?? source.read(start, Math.min(sizeBytes, start + BLOCK_BYTES))
    // The one that was used last stands last.
    blocks.delete(number)
    blocks.set(number, block)
    if (known === undefined) block.catch(() => blocks.delete(number))
    if (blocks.size > KEPT_BLOCKS) blocks.delete(blocks.keys().next().value as number)
    return block
  }
  return {
    name,
    sizeBytes,
    read: async (start, end) => {
      const first = Math.floor(start / BLOCK_BYTES)
      const isNear = Math.abs(start - lastEnd) <= NEAR_BYTES || blocks.has(first)
      lastEnd = end
      if (!isNear || end - start > BLOCK_BYTES || end > sizeBytes || start < 0) {
        return source.read(start, end)
      }
      const last = Math.floor(Math.max(start, end - 1) / BLOCK_BYTES)
      const from = start - first * BLOCK_BYTES
      const head = readBlock(first)
      if (first === last) return (await head).slice(from, from + end - start)
      const [left, right] = await Promise.all([head, readBlock(last)])
      const bytes = new Uint8Array(end - start)
      const rest = left.subarray(from)
      bytes.set(rest)
      bytes.set(right.subarray(0, bytes.length - rest.length), rest.length)
      return bytes
    },
  }
}
