import { describe, expect, it } from 'vitest'
import { SortEvent } from '../../engine/sort/events.ts'
import { holds, tryCondition } from '../../player/condition.ts'
import type { OperandValue } from '../../player/lab.ts'
import { runLab, runPaged, type LabRun } from './test-lab-run.ts'
import { OPERAND_NAMES } from './operand-names.ts'
import { operandsOf } from './operands.ts'
import { recordedOf } from './record.ts'

/** The same by way of the state: everything under those names in the event as the inspector shows it, at any depth. */
function slowly(shown: unknown, names: readonly string[]): readonly unknown[] {
  if (typeof shown !== 'object' || shown === null) return []
  return Object.entries(shown).flatMap(([name, value]: [string, unknown]) => {
    if (typeof value === 'object') return slowly(value, names)
    return names.includes(name) ? [typeof value === 'boolean' ? String(value) : value] : []
  })
}

/** Names that a record has one of its own for, or none. */
const ALIASES: Readonly<Record<string, readonly string[]>> = { key: ['key', 'incoming', 'last'] }
const RUNS = { emit: ['from', 'to'], combine: ['from'], mergeStep: ['to'] } as Readonly<Record<string, string[]>>

const RUNS_OF_ALL = [
  ['a loser tree', runLab()],
  ['two passes in a heap', runLab({ fanIn: 4, structure: 'binary-heap' })],
  ['replacement selection', runLab({ formation: 'replacement-selection' })],
  ['a radix sort of few keys, combined', runLab({ memorySort: 'radix', shape: 'few-distinct', combine: 'count' })],
  ['the first few', runLab({ limit: 10 })],
  ['the first of each run', runLab({ limit: 30 })],
  ['a crash', runLab({}, [{ at: 400, type: 'crash', value: 0 }])],
  ['a heap from the middle of a merge on', runLab({}, [{ at: 1700, type: 'structure', value: 'binary-heap' }])],
] as const

const allOf = (run: LabRun, seq: number, name: string): readonly OperandValue[] =>
  operandsOf(run.log, seq, name, run.momentAt(0).state.header, () => run.stateAt(seq - 1))

describe.each(RUNS_OF_ALL)('operands of %s', (_, run) => {
  it('are those that the recorded event shows', () => {
    for (let seq = 1; seq <= run.log.length; seq += 11) {
      const recorded = recordedOf(run.momentAt(seq))
      for (const name of OPERAND_NAMES.filter((one) => !['run', 'pass', 'file'].includes(one))) {
        const shown = slowly(recorded, ALIASES[name] ?? [name])
        expect(allOf(run, seq, name), `${name} at ${seq}`).toEqual(shown)
      }
      const shown = slowly(recorded, RUNS[String(recorded['op'])] ?? ['run']).filter((one) => typeof one === 'number')
      expect(allOf(run, seq, 'run'), `runs at ${seq}`).toEqual(expect.arrayContaining(shown))
    }
  })

  it('can be asked for by every name that a record has', () => {
    for (let seq = 1; seq <= run.log.length; seq += 7) {
      const names = new Set<string>()
      JSON.stringify(recordedOf(run.momentAt(seq)), (name, value: unknown) => {
        if (name !== '' && typeof value !== 'object') names.add(name)
        return value
      })
      for (const name of ['seq', 'op']) names.delete(name)
      expect(OPERAND_NAMES).toEqual(expect.arrayContaining([...names]))
    }
  })
})

const FILES: readonly number[] = [SortEvent.readPage, SortEvent.spillPage, SortEvent.writePage, SortEvent.sealRun]

it.each(RUNS_OF_ALL)('the file of %s is a run by its name, or what the recorded event shows', (_, run) => {
  const said = new Set<unknown>()
  for (let seq = 1; seq <= run.log.length; seq++) {
    const { kind, a } = run.log.event(seq)
    const recorded = recordedOf(run.momentAt(seq))
    // What is left out of memory is left out of no file.
    const isLeftOutOfOne = kind === SortEvent.drop && ('run' in recorded || 'file' in recorded)
    const isOne = FILES.includes(kind) || isLeftOutOfOne
    const shown = isOne ? [recorded['file'] ?? `R${a}`] : []
    expect(allOf(run, seq, 'file'), `event ${seq}`).toEqual(shown)
    for (const one of shown) said.add(one)
  }
  expect(said).toContain('input')
  expect(said.has('R1')).toBe([...run.end.runs].length > 0)
  expect(said).toContain('output')
})

it('what is left out while the first records stay in memory is left out of no run and of no file', () => {
  const drops = (run: LabRun): readonly (readonly [unknown, readonly OperandValue[], readonly OperandValue[]])[] => {
    const seqs = Array.from({ length: run.log.count(SortEvent.drop, run.log.length) }, (_, i) =>
      Number(run.log.nth(SortEvent.drop, i + 1)),
    )
    return seqs.map((seq) => [recordedOf(run.momentAt(seq)), allOf(run, seq, 'run'), allOf(run, seq, 'file')])
  }
  const kept = drops(runLab({ limit: 20 }))
  const last = kept.at(-1)
  expect(kept.length).toBeGreaterThan(10)
  for (const drop of kept.slice(0, -1)) {
    expect(drop).toEqual([{ seq: expect.any(Number) as number, op: 'drop', records: 20 }, [], []])
  }
  expect(last?.slice(1)).toEqual([[], ['output']])
  const cut = drops(runLab({ limit: 30 }))
  expect(cut[0]).toEqual([{ seq: expect.any(Number) as number, op: 'drop', run: 1, records: 10 }, [1], ['R1']])
})

it('a condition has a file, a run and a page as the page names them', () => {
  const run = runLab()
  const stops = (text: string): readonly number[] => {
    const condition = tryCondition(text, OPERAND_NAMES)
    if (condition === undefined) throw new Error(`no condition: ${text}`)
    const seqs = Array.from({ length: run.log.length }, (_, i) => i + 1)
    return seqs.filter((seq) => holds(condition, allOf(run, seq, condition.name)))
  }
  const pages = (a: number): readonly number[] =>
    Array.from({ length: run.log.length }, (_, i) => i + 1).filter((seq) => {
      const event = run.log.event(seq)
      return [...FILES, SortEvent.sealRun].includes(event.kind) && event.a === a
    })
  expect(stops('file = R4')).toEqual(pages(4))
  expect(stops('file = r4').length).toBeGreaterThan(3)
  expect(stops('page = p2')).toEqual(stops('page = 2'))
  expect(stops('from = R4')).toEqual(stops('from = 4'))
  expect(stops('winner = R4').length).toBeGreaterThan(3)
})

it('every name that is offered is said of some event', () => {
  const said = new Set<string>()
  const paged = runPaged()
  for (const [, run] of [...RUNS_OF_ALL, ['pages', paged] as const]) {
    // The first few events of a kind say what any of it does.
    const seen = new Map<number, number>()
    for (let seq = 1; seq <= run.log.length; seq++) {
      const kind = run.log.kindOf(seq)
      const times = seen.get(kind) ?? 0
      seen.set(kind, times + 1)
      if (times >= 20 && times % 16 !== 0) continue
      for (const name of OPERAND_NAMES) if (!said.has(name) && allOf(run, seq, name).length > 0) said.add(name)
    }
  }
  expect([...said].sort()).toEqual([...OPERAND_NAMES].sort())
})

it('a heap says the runs and the keys that it compares', () => {
  const run = runLab({ structure: 'binary-heap' })
  const seqs = Array.from({ length: run.log.length }, (_, i) => i + 1)
  const inMerge = seqs.filter(
    (seq) => run.log.kindOf(seq) === SortEvent.compare && run.stateAt(seq - 1).merge !== undefined,
  )
  expect(inMerge.length).toBeGreaterThan(100)
  for (const seq of inMerge) {
    expect(allOf(run, seq, 'run'), `runs at ${seq}`).toHaveLength(2)
    expect(allOf(run, seq, 'key'), `keys at ${seq}`).toHaveLength(2)
  }
})
