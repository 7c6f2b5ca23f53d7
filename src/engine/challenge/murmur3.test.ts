import { expect, it } from 'vitest'
import { finishHash, hashSparkInt, mixWord } from './murmur3.ts'

/** Spark's hash of a string: whole words first, then each byte that is left, with its sign. Short ASCII texts only. */
function hashText(text: string, seed: number): number {
  const bytes = new TextEncoder().encode(text)
  const view = new DataView(bytes.buffer)
  const whole = bytes.length - (bytes.length % 4)
  let hash = seed
  for (let at = 0; at < whole; at += 4) hash = mixWord(hash, view.getInt32(at, true))
  for (let at = whole; at < bytes.length; at++) hash = mixWord(hash, view.getInt8(at))
  return finishHash(hash, bytes.length)
}

it("gives what the documentation of Spark's hash function says: hash('Spark', array(123), 2)", () => {
  expect(hashSparkInt(2, hashSparkInt(123, hashText('Spark', 42)))).toBe(-1321691492)
})
