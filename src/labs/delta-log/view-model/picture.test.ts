import { describe, expect, it } from 'vitest'
import { drawUnlessWhole } from '../../../../scripts/draw.ts'
import { boxesOverlap, textBox } from '../../../viz/placed-text.ts'
import { add, metaData, PROTOCOL, readOwn, storeOf } from '../own-table/test-own-tables.ts'
import { fileName, headOf, shortText } from '../read.ts'
import { DEFAULTS } from '../params.ts'
import { SCENARIOS } from '../scenarios.ts'
import { runTable, type TestRun } from '../test-moments.ts'
import { layoutTable, type StageSize } from '../view-model.ts'
import type { TableView } from './types.ts'

const WIDE: StageSize = { width: 808, height: 560, compact: false }
const HALF: StageSize = { width: 389, height: 380, compact: true }
const LOW: StageSize = { width: 640, height: 380, compact: false }
const PHONE: StageSize = { width: 390, height: 385, compact: false }

const DRAWN = drawUnlessWhole(
  SCENARIOS.map((scenario) => [scenario.id, scenario] as const),
  1 / 3,
  'pictures of the Delta log',
)

async function runOf(id: string, which: 'trunk' | 'fork' = 'trunk'): Promise<TestRun> {
  const scenario = SCENARIOS.find((one) => one.id === id)
  if (scenario === undefined) throw new Error(`no scenario ${id}`)
  const { params, fork } = scenario
  return which === 'trunk' ? runTable(params) : runTable(fork?.params ?? params, fork?.acts ?? [])
}

function xOf(view: TableView, version: number): number {
  return view.nodes.find((node) => node.version === version)?.x ?? NaN
}

function wordsOf({ texts }: TableView): readonly string[] {
  return texts.map(({ text }) => text)
}

describe('OPTIMIZE that a DELETE has refused', () => {
  it.each([
    ['whole', WIDE],
    ['half', HALF],
    ['phone', PHONE],
  ])('leaves at the version it read, whatever it reads afterwards, on a %s stage', async (_, size) => {
    const run = await runOf('optimize-and-delete', 'fork')
    for (const position of [70, 76, 77]) {
      const view = layoutTable(run.momentAt(position), size, undefined)
      const branch = view.branches.find(({ actor }) => actor === 1)
      expect(branch?.from).toBe(xOf(view, 2))
      expect(branch?.cross?.x).toBeGreaterThan(branch?.rings.at(-1)?.x ?? NaN)
      expect(branch?.cross?.x).toBeLessThan(xOf(view, 3))
      expect(view.predicates).toMatchObject([{ actor: 1, x: xOf(view, 2) }])
      expect(wordsOf(view)).toContain('OPTIMIZE orders')
    }
    expect(run.stateAt(77).runs.get(3).readVersion).toBe(2)
  })
})

describe.each(DRAWN)('branches of %s', (_, scenario) => {
  it('do not cover each other, come back at the version they made, and say what they run', async () => {
    const { params, position, fork } = scenario
    const runs = [await runTable(params), await runTable(fork?.params ?? params, fork?.acts ?? [])]
    for (const run of runs) {
      for (const at of [position, run.log.length]) {
        const moment = run.momentAt(Math.min(at, run.log.length))
        const statements = [...moment.state.runs]
        const view = layoutTable(moment, WIDE, undefined)
        for (const branch of view.branches) {
          const statement = statements.find(({ beganSeq }) => beganSeq === branch.key)
          const others = view.branches.filter(({ key, y }) => key !== branch.key && y === branch.y)
          expect(others.filter(({ from, to }) => from < branch.to && branch.from < to)).toEqual([])
          if (statement?.committed !== undefined) expect(branch.to).toBe(xOf(view, statement.committed))
          const text = shortText(statement?.text ?? '')
          const told = view.texts.filter((one) => one.text === text || one.full === text)
          expect(told.map((one) => one.text.startsWith(headOf(text)))).toContain(true)
          expect(view.texts.some((one) => one.text === branch.name && Math.abs(one.y - branch.y) < 20)).toBe(true)
        }
      }
    }
  })
})

describe('statements of one writer', () => {
  it('stand one above the other when they work on one version', async () => {
    const view = layoutTable((await runOf('small-files')).momentAt(332), WIDE, undefined)
    const [select, optimize, again] = view.branches.toSorted((a, b) => a.key - b.key)
    expect(select?.from).toBe(optimize?.from)
    expect(select?.y).not.toBe(optimize?.y)
    expect(optimize?.to).toBe(xOf(view, 17))
    expect(select?.to).toBeLessThan(xOf(view, 17))
    expect(again?.from).toBe(xOf(view, 17))
    expect(wordsOf(view)).toContain('OPTIMIZE orders')
  })

  it('follow each other in a lane when they do not', async () => {
    const run = await runOf('restore')
    const view = layoutTable(run.momentAt(run.log.length), WIDE, undefined)
    expect(view.branches.map(({ from, to }) => [from, to])).toEqual([
      [xOf(view, 2), xOf(view, 3)],
      [xOf(view, 3), xOf(view, 4)],
    ])
    expect(new Set(view.branches.map(({ y }) => y)).size).toBe(1)
    expect(view.asOf?.version).toBe(2)
  })

  it('behind VACUUM say so, and how many files of their version are gone', async () => {
    const run = await runOf('vacuum')
    const view = layoutTable(run.momentAt(run.log.length), WIDE, undefined)
    const branches = view.branches.toSorted((a, b) => a.key - b.key)
    expect(branches.map(({ name, tone }) => [name, tone])).toEqual([
      ['A', 'ink'],
      ['A', 'ink'],
      ['A, after VACUUM', 'bad'],
    ])
    expect(view.asOf?.version).toBe(2)
    expect(view.nodes.find(({ version }) => version === 2)?.isDead).toBe(true)
    expect(view.asOf?.rings.filter(({ isGone }) => isGone)).toHaveLength(2)
    expect(wordsOf(view)).toContain('2 of its 3 files are gone')
    expect(wordsOf(view).find((words) => words.startsWith('a bar runs'))).toContain('a stroke across: deleted')
    const before = layoutTable(run.momentAt(81), WIDE, undefined)
    expect(wordsOf(before)).toContain('3 live files where the line meets a bar')
    expect(wordsOf(before).join()).not.toContain('deleted')
  })

  it('leave before the first version when they make it', async () => {
    const a = 'CREATE TABLE orders (order_id INT)'
    const run = await runTable({ ...DEFAULTS, setup: '', a, b: '' })
    const view = layoutTable(run.momentAt(run.log.length), WIDE, undefined)
    expect(view.branches).toMatchObject([{ to: xOf(view, 0) }])
    expect(view.branches[0]?.from).toBeLessThan(xOf(view, 0))
    expect(wordsOf(view)).toContain(a)
  })

  it('have their words when the writer is you', async () => {
    const scenario = SCENARIOS.find(({ id }) => id === 'crash-before-commit')
    const value = "DELETE FROM orders WHERE region = 'US'"
    const run = await runTable(scenario?.params ?? {}, [{ at: 42, type: 'statement', value }])
    const { texts } = layoutTable(run.momentAt(run.log.length), WIDE, undefined)
    expect(texts.some(({ text, full }) => full === value && text === "DELETE … WHERE region = 'US'")).toBe(true)
  })
})

describe('the check that fails', () => {
  it.each([
    ['whole', WIDE],
    ['low', LOW],
    ['phone', PHONE],
  ])('frames and names the file that came, and ends the branch in a cross, on a %s stage', async (_, size) => {
    const run = await runOf('one-partition')
    for (const position of [247, 248]) {
      const view = layoutTable(run.momentAt(position), size, undefined)
      expect(view.rows.filter(({ isNow }) => isNow).map(({ file }) => fileName(file))).toEqual(['f19'])
      expect(view.texts).toContainEqual(expect.objectContaining({ text: 'f19', tone: 'now' }))
      expect(view.branches.find(({ actor }) => actor === 2)).toMatchObject({ tone: 'bad' })
      expect(view.branches.find(({ actor }) => actor === 2)?.cross).toBeDefined()
      expect(wordsOf(view)).toContain('refused')
    }
    const before = layoutTable(run.momentAt(246), size, undefined)
    expect(before.branches.find(({ actor }) => actor === 2)?.cross).toBeUndefined()
  })

  it('is about the file that went when a file went', async () => {
    const run = await runOf('optimize-and-delete', 'fork')
    const view = layoutTable(run.momentAt(70), WIDE, undefined)
    expect(view.rows.filter(({ isNow }) => isNow).map(({ file }) => fileName(file))).toEqual(['f3'])
  })

  it('leaves room for the condition of a statement', async () => {
    const words = wordsOf(layoutTable((await runOf('one-partition')).momentAt(247), WIDE, undefined))
    expect(words.filter((text) => /^(UPDATE|DELETE) … WHERE region = 'EU'/.test(text))).toHaveLength(2)
  })
})

describe('what a snapshot costs', () => {
  it('does not stick out of the margin', async () => {
    const params = SCENARIOS.find(({ id }) => id === 'one-partition')?.params ?? {}
    const left = (await runTable(params)).log.length
    const value = 'DELETE FROM orders WHERE order_id = 1; RESTORE TABLE orders TO VERSION AS OF 6'
    const run = await runTable(params, [{ at: left, type: 'statement', value }])
    const { texts } = layoutTable(run.momentAt(run.log.length), WIDE, undefined)
    const told = texts.filter(({ text }) => text.startsWith('snapshot 16 = '))
    expect(told).toHaveLength(1)
    for (const text of told) {
      const { x, width } = textBox(text)
      expect(x + width).toBeLessThanOrEqual(WIDE.width - 23)
    }
  })
})

describe('versions without room', () => {
  it('are told, and bars and the replay run in from where they would be', async () => {
    const view = layoutTable((await runOf('without-checkpoints')).momentAt(227), PHONE, undefined)
    const first = view.nodes[0]
    expect(first?.version).toBeGreaterThan(0)
    expect(view.broken?.[1]).toBe(first?.x)
    expect(wordsOf(view)).toContain(`versions 0 to ${(first?.version ?? 0) - 1} not drawn`)
    expect(view.rows.find(({ file }) => file === 0)?.bars[0]?.x).toBe(view.broken?.[0])
    expect(view.replays[0]?.from).toBe(view.broken?.[0])
  })

  it('leave no mark where there are none', async () => {
    const view = layoutTable((await runOf('without-checkpoints')).momentAt(227), WIDE, undefined)
    expect(view.nodes[0]?.version).toBe(0)
    expect(view.broken).toBeUndefined()
  })
})

describe('the line of a version that is looked at', () => {
  it.each(DRAWN)('strikes no words in %s', async (_, { params }) => {
    const run = await runTable(params)
    const end = run.momentAt(run.log.length)
    for (const size of [WIDE, PHONE]) {
      for (let version = 0; version < end.state.versions.length; version++) {
        const { asOf, texts } = layoutTable(end, size, `version-${version}`)
        if (asOf === undefined) continue
        const line = { x: asOf.x - 1, y: asOf.top, width: 2, height: asOf.bottom - asOf.top }
        expect(texts.filter((text) => boxesOverlap(line, textBox(text))).map(({ text }) => text)).toEqual([])
      }
    }
  })
})

describe('names of partitions', () => {
  it('take the place of no file', async () => {
    const days = ['2020-06-01', '2020-06-02', '2020-06-03']
    const part = { partitionColumns: ['date'] }
    const adds = days.map((date) => add(`date=${date}/a`, 1, { partitionValues: { date } }))
    const { end } = await readOwn(storeOf([[PROTOCOL, metaData(part), ...adds]]))
    for (const size of [WIDE, PHONE]) {
      const words = wordsOf(layoutTable(end, size, undefined))
      expect(words).toEqual(expect.arrayContaining(['f1', 'f2', 'f3']))
      expect(words.filter((text) => text.startsWith('2020-06'))).toEqual(days)
    }
  })
})
