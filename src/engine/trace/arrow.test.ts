import { tableFromIPC, tableToIPC } from 'apache-arrow'
import { describe, expect, it } from 'vitest'
import { Rng } from '../../base/rng.ts'
import { readLogAsArrow } from './arrow.ts'
import { Log } from './log.ts'
import { randomChunks, REGISTER_KINDS } from './test-domain.ts'

const NAMES = ['set', 'add', 'write']

describe('a log as an Arrow table', () => {
  it('holds every event in order, also of a fork that shares a chunk in part, and survives the wire', () => {
    const log = new Log(REGISTER_KINDS)
    for (const chunk of randomChunks(new Rng(11), 3000)) log.append(chunk)
    for (const part of [log, log.prefix(1234)]) {
      const table = tableFromIPC(tableToIPC(readLogAsArrow(part, NAMES)))
      expect(table.numRows).toBe(part.length)
      for (let seq = 1; seq <= part.length; seq += 37) {
        const event = part.event(seq)
        const { kind, ...operands } = event
        expect(table.get(seq - 1)?.toJSON()).toEqual({ ...operands, kind: NAMES[kind] })
      }
    }
  })

  it('is an empty table for an empty log', () => {
    expect(readLogAsArrow(new Log(1), ['set']).numRows).toBe(0)
  })
})
