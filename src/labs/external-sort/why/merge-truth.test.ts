import { describe, expect, test } from 'vitest'
import { drawUnlessWhole } from '../../../../scripts/draw.ts'
import { Comparison, SortEvent, unpackComparison } from '../../../engine/sort/events.ts'
import type { Act, Params } from '../../../player/lab.ts'
import { runLab, variedRuns, type LabRun } from '../test-lab-run.ts'
import { whyOf } from './why.ts'

const FEW = { records: 90, memory: 16, page: 2, fanIn: 3 }

function changed(params: Params, at: number, value: string): readonly [string, () => LabRun] {
  const act: Act = { at, type: 'structure', value }
  return [`${JSON.stringify(params)}, ${value} at ${at}`, () => runLab(params, [act])]
}

const RUNS: readonly (readonly [string, () => LabRun])[] = [
  ...variedRuns(),
  [
    'a heap over runs of few keys that are counted',
    () => runLab({ shape: 'few-distinct', combine: 'count', structure: 'binary-heap' }),
  ],
  ['a heap over two runs', () => runLab({ records: 80, structure: 'binary-heap' })],
  ['a tree over five runs', () => runLab({ records: 200 })],
  ['a tree over three runs, twice', () => runLab(FEW)],
  ...Array.from({ length: 12 }, (_, i) => changed(FEW, 700 + i, 'binary-heap')),
  ...Array.from({ length: 12 }, (_, i) => changed({ ...FEW, structure: 'binary-heap' }, 706 + i, 'loser-tree')),
  ...Array.from({ length: 6 }, (_, i) => changed({ records: 200 }, 1101 + i, 'binary-heap')),
]

interface Said {
  readonly position: number
  readonly text: string
  /** Comparisons back to the record that left last, with that of the event; and where it left. */
  readonly made: number
  readonly left: number
}

/** What is said at the comparisons of merges, beside a count that goes back event by event. */
function saidIn({ log, momentAt }: LabRun, name: string): readonly Said[] {
  const positions = Array.from({ length: log.length }, (_, i) => i + 1)
  return drawUnlessWhole(positions, 1 / 3, name).flatMap((position) => {
    if (log.kindOf(position) !== SortEvent.compare || momentAt(position).before.merge === undefined) return []
    let left = position
    let made = 0
    while (left > 0 && log.kindOf(left) !== SortEvent.emit && log.kindOf(left) !== SortEvent.combine) {
      if (log.kindOf(left) === SortEvent.compare) made++
      left--
    }
    return [{ position, text: whyOf(momentAt(position)).paragraphs.join(' '), made, left }]
  })
}

function numberIn(text: string, pattern: RegExp): number | undefined {
  const found = pattern.exec(text)?.[1]
  return found === undefined ? undefined : Number(found)
}

/** The leaves of the merge under way that have records, by what has left each run. */
function liveOf({ log, stateAt }: LabRun, position: number): number[] {
  const { merge } = stateAt(position)
  const begun = log.nth(SortEvent.mergeStep, log.count(SortEvent.mergeStep, position)) ?? 0
  return (merge?.inputs ?? []).flatMap(({ run, length }, leaf) => {
    let left = length
    for (let seq = begun + 1; seq <= position; seq++) {
      const { kind, a } = log.event(seq)
      if ((kind === SortEvent.emit || kind === SortEvent.combine) && a === run) left--
    }
    return left > 0 ? [leaf] : []
  })
}

/** Matches on the dearest way of a live leaf to the top: nodes under which another live leaf comes from the other side. */
function dearestWay(run: LabRun, position: number): number {
  const k = run.stateAt(position).merge?.inputs.length ?? 0
  const live = liveOf(run, position)
  const way = (leaf: number): number[] => {
    const nodes = [leaf + k]
    while ((nodes.at(-1) as number) > 1) nodes.push((nodes.at(-1) as number) >> 1)
    return nodes
  }
  const ways = live.map(way)
  return Math.max(
    0,
    ...ways.map((own) => {
      const met = ways.filter((other) => other !== own).map((other) => own.find((node) => other.includes(node)))
      return new Set(met).size
    }),
  )
}

describe.each(RUNS)('%s', (name, runOf) => {
  const run = runOf()
  const said = saidIn(run, name)

  test('as many comparisons are told of as were made since a record left, and no more than are needed at most', () => {
    for (const { position, text, made } of said) {
      const told = numberIn(text, /(\d+) comparisons? (?:is|are) made for this record/)
      if (told === undefined) continue
      expect(told, `${position}: ${text}`).toBe(made)
      expect(told, `${position}: ${text}`).toBeLessThanOrEqual(
        numberIn(text, /At most (\d+) (?:is|are) needed/) ?? Infinity,
      )
    }
  })

  test('no path of a tree has fewer levels than matches were played on it, nor more than halving takes to the top', () => {
    for (const { position, text, made } of said) {
      const levels = numberIn(text, /The path has (\d+) level/)
      if (levels === undefined) continue
      const merge = run.stateAt(position - 1).merge
      const path = []
      for (let node = (merge?.inputs.length ?? 0) + (merge?.lastLeaf ?? 0); node > 1;)
        path.push((node = Math.floor(node / 2)))
      expect(levels, `${position}: ${text}`).toBe(path.length)
      expect(made, `${position}: ${text}`).toBeLessThanOrEqual(levels)
    }
  })

  test('what a tree takes at most is what its longest way past live leaves takes, and no more than was played', () => {
    for (const { position, text, made } of said) {
      const told = numberIn(
        text,
        /(?:the tree|is empty:|is enough:|are free: at most|and the top,) (?:⌈?log₂ \d+⌉? = )?(\d+)/,
      )
      if (told === undefined) continue
      const most = dearestWay(run, position)
      expect(told, `${position}: ${text}`).toBe(most)
      if (/Only this|kept loser/.test(whyOf(run.momentAt(position)).title))
        expect(made, `${position}: ${text}`).toBeLessThanOrEqual(told)
      const scanned = numberIn(text, /would take (\d+) comparison/)
      if (scanned !== undefined) expect(told, `${position}: ${text}`).toBeLessThanOrEqual(Math.max(1, scanned))
    }
  })

  test('a structure is built of the runs that have records', () => {
    for (const { position, text } of said) {
      const told = /Building the tree takes (\d+) \S+ for (\d+) run/.exec(text) ?? /takes (\d+)\. Pushing/.exec(text)
      if (told === null) continue
      const live = liveOf(run, position).length
      expect(Number(told[1]), `${position}: ${text}`).toBe(live - 1)
      expect(Number(told[2] ?? live), `${position}: ${text}`).toBe(live)
    }
  })

  test('a level is paid twice where its children were compared just before, and else is not', () => {
    for (const { position, text } of said) {
      let last = position - 1
      while (run.log.kindOf(last) === SortEvent.setting) last--
      const before = run.log.event(last)
      const isAfterChildren =
        before.kind === SortEvent.compare && unpackComparison(before.c).context === Comparison.heapChildren
      const claims = [/paid twice|better of its children/, /No second child|its only child/]
      const [two, one] = claims.map((claim) => claim.test(text))
      if (two === true || one === true)
        expect([two, one], `${position}: ${text}`).toEqual([isAfterChildren, !isAfterChildren])
    }
  })

  test('the record that is said to have just left is the one that did', () => {
    for (const { position, text, left } of said) {
      const told = /^(R\d+) just gave its record (\S+) to/.exec(text)
      if (told === null) continue
      const { a, b } = run.log.event(left)
      expect(told.slice(1), `${position}: ${text}`).toEqual([`R${a}`, run.end.header.labels[b]])
    }
  })
})

test('between them these runs have each of the claims', () => {
  const all = RUNS.flatMap(([name, runOf]) => saidIn(runOf(), name).map(({ text }) => text))
  for (const claim of [
    /made for this record/,
    /The path has 2 levels/,
    /The path has 3/,
    /paid twice/,
    /No second child/,
    /its only child/,
    /At most 1 is/,
    /the tree \d.*where a match with an empty leaf is free/,
    /none where the other leaf is empty/,
    /are free: at most \d (?:is|are) played/,
    /Building the tree takes/,
  ])
    expect(all.filter((text) => claim.test(text)).length, String(claim)).toBeGreaterThan(0)
})
