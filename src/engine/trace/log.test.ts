import { describe, expect, it } from 'vitest'
import { Rng } from '../../base/rng.ts'
import { firstDivergence } from './divergence.ts'
import { Log } from './log.ts'
import { randomChunks, REGISTER_KINDS } from './test-domain.ts'
import { TraceWriter } from './writer.ts'

function randomLog(seed: number, events: number): Log {
  const log = new Log(REGISTER_KINDS)
  for (const chunk of randomChunks(new Rng(seed), events)) log.append(chunk)
  return log
}

describe('log', () => {
  for (let seed = 1; seed <= 8; seed++) {
    it(`counts and finds kinds like a scan does (seed ${seed})`, () => {
      const rng = new Rng(seed, 'scan')
      const log = randomLog(seed, 1 + rng.nextBelow(4000))
      const kinds = Array.from({ length: log.length }, (_, i) => log.kindOf(i + 1))
      for (let i = 0; i < 50; i++) {
        const kind = rng.nextBelow(REGISTER_KINDS)
        const position = rng.nextBelow(log.length + 1)
        const count = kinds.slice(0, position).filter((k) => k === kind).length
        expect(log.count(kind, position)).toBe(count)
        const all = kinds.flatMap((k, index) => (k === kind ? [index + 1] : []))
        const n = rng.nextBelow(all.length + 2)
        expect(log.nth(kind, n)).toBe(n === 0 ? undefined : all[n - 1])
      }
    })
  }

  it('shares its past with a prefix and grows apart from it', () => {
    const log = randomLog(3, 2000)
    const fork = log.prefix(777)
    expect(fork.length).toBe(777)
    expect(fork.event(777)).toEqual(log.event(777))
    const writer = new TraceWriter()
    writer.emit(2, 5, 6, 7)
    const [chunk] = writer.takeChunks()
    if (chunk === undefined) throw new Error('nothing written')
    fork.append({ ...chunk, first: 777 })
    expect(fork.event(778)).toMatchObject({ kind: 2, a: 5, b: 6, c: 7 })
    expect(log.length).toBe(2000)
    expect(fork.nth(2, fork.count(2, 778))).toBe(778)
  })

  it('refuses a chunk that leaves a gap', () => {
    const writer = new TraceWriter()
    writer.emit(0, 0, 0, 0)
    const [chunk] = writer.takeChunks()
    if (chunk === undefined) throw new Error('nothing written')
    expect(() => new Log(1).append({ ...chunk, first: 1 })).toThrow('chunk starts at 1, the log ends at 0')
  })

  it('finds the first event in which two logs differ', () => {
    const [left, right] = [randomLog(4, 500), randomLog(4, 500)]
    expect(firstDivergence(left, right)).toBeUndefined()
    const fork = left.prefix(300)
    const writer = new TraceWriter()
    writer.advance(1_000_000)
    writer.emit(0, 0, 0, 0)
    for (const chunk of writer.takeChunks()) fork.append({ ...chunk, first: 300 })
    expect(firstDivergence(left, fork)).toBe(301)
    expect(firstDivergence(left, fork, 300)).toBe(301)
  })

  it('tells two events apart that differ in their payload alone', () => {
    const [one, same, other] = ['a', 'a', 'b'].map((text) => {
      const log = new Log(1)
      const writer = new TraceWriter()
      writer.emit(0, 0, 0, 0)
      writer.emitWith(0, 1, 0, 0, { text })
      for (const chunk of writer.takeChunks()) log.append(chunk)
      return log
    }) as [Log, Log, Log]
    expect(firstDivergence(one, same)).toBeUndefined()
    expect(firstDivergence(one, other)).toBe(2)
  })
})

describe('trace writer', () => {
  it('hands out every event once, in order, with payloads where they were put', () => {
    const writer = new TraceWriter()
    const log = new Log(2)
    for (let i = 0; i < 150_000; i++) {
      writer.advance(1)
      if (i % 40_000 === 7) writer.emitWith(1, i, 0, 0, { index: i, text: 'ü€' })
      else writer.emit(0, i, 0, 0)
      if (i % 33_333 === 0) for (const chunk of writer.takeChunks()) log.append(chunk)
    }
    for (const chunk of writer.takeChunks()) log.append(chunk)
    expect(log.length).toBe(150_000)
    for (let seq = 1; seq <= log.length; seq += 991) expect(log.event(seq).a).toBe(seq - 1)
    expect(log.payload(40_008)).toEqual({ index: 40_007, text: 'ü€' })
    expect(log.payload(40_009)).toBeUndefined()
  })

  it('refuses to go back in time', () => {
    expect(() => new TraceWriter().advance(-1)).toThrow(RangeError)
  })
})
