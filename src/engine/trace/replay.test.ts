import { describe, expect, it } from 'vitest'
import { Rng } from '../../base/rng.ts'
import type { TraceChunk } from './chunk.ts'
import { Log } from './log.ts'
import { Replay } from './replay.ts'
import { TraceWriter } from './writer.ts'
import { describeRegister, randomChunks, registerFold, REGISTER_KINDS } from './test-domain.ts'

/** The slow twin: everything again from the first event. */
function foldFromZero(log: Log, position: number): unknown {
  const state = registerFold.start()
  log.visit(0, position, (chunk, lo, hi) => registerFold.reduce(state, chunk, lo, hi))
  return describeRegister(state)
}

function logOf(chunks: readonly TraceChunk[]): Log {
  const log = new Log(REGISTER_KINDS)
  for (const chunk of chunks) log.append(chunk)
  return log
}

describe('replay', () => {
  for (let seed = 1; seed <= 12; seed++) {
    it(`sees the same states as folding from zero, in any order of seeks (seed ${seed})`, () => {
      const rng = new Rng(seed)
      const log = logOf(randomChunks(rng, 1 + rng.nextBelow(9000)))
      const replay = new Replay(log, registerFold)
      for (let i = 0; i < 60; i++) {
        const position = rng.nextBelow(log.length + 1)
        expect(describeRegister(replay.stateAt(position))).toEqual(foldFromZero(log, position))
      }
    })

    it(`keeps states unchanged while the log grows and forks (seed ${seed})`, () => {
      const rng = new Rng(seed, 'forks')
      const chunks = randomChunks(rng, 6000)
      const log = new Log(REGISTER_KINDS)
      const replay = new Replay(log, registerFold)
      const held: { position: number; state: ReturnType<typeof registerFold.start>; was: unknown }[] = []
      for (const chunk of chunks) {
        log.append(chunk)
        const position = rng.nextBelow(log.length + 1)
        const state = replay.stateAt(position)
        held.push({ position, state, was: describeRegister(state) })
      }
      const at = rng.nextBelow(log.length)
      const branchLog = log.prefix(at)
      const branch = replay.fork(at, branchLog)
      for (const chunk of randomChunks(new Rng(seed + 1000), 3000)) {
        branchLog.append({ ...chunk, first: branchLog.length })
      }
      for (let i = 0; i < 40; i++) {
        const position = rng.nextBelow(branchLog.length + 1)
        expect(describeRegister(branch.stateAt(position))).toEqual(foldFromZero(branchLog, position))
        const past = rng.nextBelow(log.length + 1)
        expect(describeRegister(replay.stateAt(past))).toEqual(foldFromZero(log, past))
      }
      for (const { state, was } of held) expect(describeRegister(state)).toEqual(was)
    })
  }

  it('keeps checkpoints under the budget by doubling the stride', () => {
    const log = logOf(randomChunks(new Rng(5), 200_000))
    const replay = new Replay(log, registerFold, { budgetBytes: 240 })
    expect(replay.index(Infinity)).toBe(true)
    expect(replay.checkpointBytes).toBeLessThanOrEqual(240)
    expect(describeRegister(replay.stateAt(150_001))).toEqual(foldFromZero(log, 150_001))
  })

  for (let seed = 1; seed <= 6; seed++) {
    it(`keeps a checkpoint behind every event that is heavy, and under the budget (seed ${seed})`, () => {
      const rng = new Rng(seed, 'heavy')
      const writer = new TraceWriter()
      const heavy: number[] = []
      for (let i = 1; i <= 3000; i++) {
        const isHeavy = rng.nextBelow(150) === 0
        if (isHeavy) heavy.push(i)
        const text = 'x'.repeat(isHeavy ? 140_000 : rng.nextBelow(40))
        if (isHeavy || rng.nextBelow(3) === 0) writer.emitWith(rng.nextBelow(REGISTER_KINDS), i, 0, 0, { text })
        else writer.emit(rng.nextBelow(REGISTER_KINDS), i, 0, 0)
      }
      const log = logOf(writer.takeChunks())
      const replay = new Replay(log, registerFold)
      while (!replay.index(1 + rng.nextBelow(700)));
      const places = new Set(replay.checkpoints.map(({ position }) => position))
      expect(heavy.length).toBeGreaterThan(3)
      expect(heavy.filter((position) => !places.has(position))).toEqual([])
      expect(places.has(256)).toBe(true)
      const poor = new Replay(log, registerFold, { budgetBytes: 120 })
      expect(poor.index(Infinity)).toBe(true)
      expect(poor.checkpointBytes).toBeLessThanOrEqual(120)
      for (const one of [replay, poor]) {
        for (let i = 0; i < 20; i++) {
          const position = rng.nextBelow(log.length + 1)
          expect(describeRegister(one.stateAt(position))).toEqual(foldFromZero(log, position))
        }
      }
    })
  }

  it('has one checkpoint at a place that a fork leaves, though its log had one there', () => {
    const log = logOf(randomChunks(new Rng(3, 'places'), 2000))
    const replay = new Replay(log, registerFold)
    replay.index(2000)
    const [, first, second] = replay.checkpoints
    for (const at of [second?.position ?? 0, (second?.position ?? 0) + 1]) {
      const branch = replay.fork(at, log.prefix(at))
      const places = branch.checkpoints.map(({ position }) => position)
      expect(places).toEqual([...new Set([0, first?.position, second?.position, at])])
      expect(describeRegister(branch.stateAt(at))).toEqual(foldFromZero(log, at))
    }
  })

  it.each([
    ['small', 100, 4096],
    ['large', 20_000, 16_384],
  ])('keeps states that are %s, of %i bytes, every %i events of a long log', (_, bytes, stride) => {
    const log = logOf(randomChunks(new Rng(9), 40_000))
    const replay = new Replay(log, { ...registerFold, sizeBytes: () => bytes })
    replay.index(Infinity)
    expect(replay.stride).toBe(stride)
    expect(replay.checkpoints[1]?.position).toBe(stride)
    for (const at of [1, 20_000, 40_000]) expect(describeRegister(replay.stateAt(at))).toEqual(foldFromZero(log, at))
  })

  it('keeps them as far apart as a slow fold says', () => {
    const log = logOf(randomChunks(new Rng(9), 40_000))
    const replay = new Replay(log, { ...registerFold, stride: 1024 })
    replay.index(Infinity)
    expect(replay.stride).toBe(1024)
    expect(replay.checkpoints.slice(0, 3).map(({ position }) => position)).toEqual([0, 1024, 2048])
  })

  it('says how far it has indexed and never folds more than asked', () => {
    const replay = new Replay(logOf(randomChunks(new Rng(6), 5000)), registerFold)
    expect(replay.index(1000)).toBe(false)
    expect(replay.indexed).toBe(1000)
    expect(replay.checkpoints.map((checkpoint) => checkpoint.position)).toEqual([0, 256, 512, 768])
    expect(replay.checkpointBefore(700).position).toBe(512)
  })

  it('finds the next checkpoint also where nothing has been indexed yet, and none after the last', () => {
    const replay = new Replay(logOf(randomChunks(new Rng(8), 700)), registerFold)
    expect(replay.indexed).toBe(0)
    expect(replay.checkpointAfter(0)?.position).toBe(256)
    expect(replay.indexed).toBe(256)
    expect(replay.checkpointAfter(300)?.position).toBe(512)
    expect(replay.checkpointAfter(512)).toBeUndefined()
    expect(replay.indexed).toBe(700)
  })

  it('refuses a position outside the log', () => {
    const replay = new Replay(logOf(randomChunks(new Rng(7), 10)), registerFold)
    expect(() => replay.stateAt(11)).toThrow('position 11 is not in a log of 10 events')
    expect(() => replay.stateAt(-1)).toThrow(RangeError)
  })
})
