// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { Pen } from '../../../viz/pen.ts'
import { runLab } from '../test-lab-run.ts'
import { layoutStage } from '../view-model.ts'
import type { StageView } from '../view-model/types.ts'
import { DIM } from './layers.ts'
import { paintStage } from './paint.ts'

/** What a canvas was told: a call with the state it was made in. */
interface Call {
  readonly name: string
  readonly args: readonly unknown[]
  readonly state: Readonly<Record<string, unknown>>
}

class TestPath {
  constructor(readonly d: string) {}
}

beforeEach(() => {
  vi.stubGlobal('Path2D', TestPath)
})

/** A canvas that notes what it is told; its tokens are their own names. */
function createPen(): { readonly pen: Pen; readonly calls: readonly Call[] } {
  const calls: Call[] = []
  const state: Record<string, unknown> = {}
  const context = new Proxy(state, {
    get: (_, name: string) =>
      name in state
        ? state[name]
        : (...args: readonly unknown[]) => {
            calls.push({ name, args, state: { ...state } })
            return name === 'measureText' ? { width: 50 } : undefined
          },
  })
  const pen = new Pen(context as unknown as OffscreenCanvasRenderingContext2D, (name) => name, 1)
  return { pen, calls }
}

function paint(view: StageView, lit?: number): readonly Call[] {
  const { pen, calls } = createPen()
  paintStage(pen, view, view.texts, lit)
  return calls
}

const run = runLab()

/** Everything in a picture that says something. */
function wordsOf({ texts, scene, rows }: StageView): readonly string[] {
  const boxes = scene.kind === 'merge' ? [...scene.heads, ...scene.tree.boxes] : []
  const strip = scene.kind === 'merge' ? (scene.strip?.blocks ?? []).map(({ label }) => label) : []
  const said = [...texts, ...boxes.flatMap(({ text }) => text ?? [])]
  const all = [...said.flatMap(({ text, lead }) => [text, lead ?? '']), ...rows.map(({ label }) => label), ...strip]
  return all.filter((text) => text !== '').sort()
}

describe.each([
  ['runs are made', run, 0.3],
  ['runs are merged', run, 0.7],
  ['a heap merges in passes', runLab({ structure: 'binary-heap', fanIn: 3 }), 0.6],
  ['a selection makes runs', runLab({ formation: 'replacement-selection' }), 0.3],
] as const)('while %s', (_, { momentAt, log }, share) => {
  const view = layoutStage(momentAt(Math.floor(log.length * share)), 808, 584, false)

  it('each text of the picture is drawn once, with the edge that it has in the document', () => {
    const calls = paint(view)
    const filled = calls.filter(({ name }) => name === 'fillText')
    expect(filled.map(({ args }) => args[0]).sort()).toEqual(wordsOf(view))
    const edged = calls.filter(({ name }) => name === 'strokeText')
    expect(edged.length).toBe(filled.filter(({ state }) => String(state['font']).includes('--font-sans')).length)
  })

  it('what is no part of the lit run steps back, texts beside it do not', () => {
    const [first] = view.rows
    const calls = paint(view, first?.run)
    const faded = calls.filter(({ name, state }) => /fill|stroke/.test(name) && Number(state['globalAlpha']) <= DIM)
    expect(faded.length).toBeGreaterThan(0)
    const said = view.texts.filter(({ lead, text }) => lead === undefined && text !== '')
    for (const { text, x, y } of said) {
      const drawn = calls.find(
        ({ name, args }) => name === 'fillText' && [text, x, y].every((arg, i) => args[i] === arg),
      )
      expect(drawn?.state['globalAlpha'], text).toBe(1)
    }
  })
})

it('names of runs stand where their rows do', () => {
  const view = layoutStage(run.momentAt(Math.floor(run.log.length * 0.7)), 808, 584, false)
  const calls = paint(view)
  const names = view.rows.filter(({ label }) => label !== '')
  expect(names.length).toBe(8)
  for (const { label, x, y } of names) {
    const drawn = calls.filter(({ name, args }) => name === 'fillText' && args[0] === label)
    expect(
      drawn.map(({ args }) => args.slice(1)),
      label,
    ).toContainEqual([x + 17, y + 4])
  }
})

describe('a pen', () => {
  it('puts level and upright lines on whole pixels', () => {
    const { pen, calls } = createPen()
    pen.line('M10 20.4H30V5h-4v2z', { colour: '--ink', width: 1, isCrisp: true })
    pen.line('M10 20V5', { colour: '--now', width: 2, isCrisp: true })
    const traced = calls.filter(({ name }) => /To$|closePath/.test(name)).map(({ args }) => args)
    expect(traced).toEqual([[10.5, 20.5], [30.5, 20.5], [30.5, 5.5], [26.5, 5.5], [26.5, 7.5], [], [10, 20], [10, 5]])
  })

  it('draws path data as it is, and nothing where there is none', () => {
    const { pen, calls } = createPen()
    pen.line('', { colour: '--ink', width: 1 })
    pen.area('', '--ink')
    expect(calls.filter(({ name }) => name === 'stroke' || name === 'fill')).toEqual([])
    pen.area('M0 0h4v4z', '--now')
    const [filled] = calls.filter(({ name }) => name === 'fill')
    expect(filled?.args).toEqual([new TestPath('M0 0h4v4z')])
    expect(filled?.state['fillStyle']).toBe('--now')
  })
})
