// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Painter, type ToPainter } from './painting.ts'
import { servePaintings } from './serve-paintings.ts'

const SHEET = { width: 100, height: 50, ratio: 2 }

/** Both sides of the wall, with nothing between them but a list of what was said. */
class TestWorker extends EventTarget {
  readonly told: ToPainter<string>[] = []
  isEnded = false

  postMessage(message: ToPainter<string>): void {
    this.told.push(message)
  }

  terminate(): void {
    this.isEnded = true
  }

  painted(canvas: number): void {
    this.dispatchEvent(new MessageEvent('message', { data: { painted: canvas } }))
  }

  get pictures(): readonly string[] {
    return this.told.flatMap((message) => (message.type === 'paint' ? [message.picture] : []))
  }
}

beforeEach(() => {
  vi.stubGlobal('CSSFontFaceRule', class {})
  HTMLCanvasElement.prototype.transferControlToOffscreen = () => ({}) as OffscreenCanvas
})

afterEach(() => {
  Reflect.deleteProperty(HTMLCanvasElement.prototype, 'transferControlToOffscreen')
})

function createPainter() {
  const worker = new TestWorker()
  return { worker, painter: new Painter<string>(worker as unknown as Worker) }
}

describe('a painter', () => {
  it('tells one picture at a time; of those that come meanwhile the newest', () => {
    const { worker, painter } = createPainter()
    const onPainted = vi.fn()
    const canvas = painter.open(onPainted)
    const tokens = (): string => ''
    for (const picture of ['a', 'b', 'c']) canvas.paint(picture, SHEET, tokens)
    expect(worker.pictures).toEqual(['a'])
    expect(onPainted).not.toHaveBeenCalled()
    worker.painted(1)
    expect(worker.pictures).toEqual(['a', 'c'])
    worker.painted(1)
    expect(worker.pictures).toEqual(['a', 'c'])
    canvas.paint('d', SHEET, tokens)
    expect(worker.pictures).toEqual(['a', 'c', 'd'])
    expect(onPainted).toHaveBeenCalledTimes(2)
  })

  it('keeps canvases apart, and says nothing more of one that is closed', () => {
    const { worker, painter } = createPainter()
    const [first, second] = [vi.fn(), vi.fn()]
    const closed = painter.open(first)
    painter.open(second)
    closed.close()
    worker.painted(1)
    worker.painted(2)
    expect([first.mock.calls.length, second.mock.calls.length]).toEqual([0, 1])
    expect(worker.told.at(-1)).toEqual({ type: 'close', canvas: 1 })
  })

  it('tells the theme before the first picture, and again when it is another one', () => {
    const sheet = document.createElement('style')
    sheet.textContent = ':root { --ink: #111; } [data-theme="dark"] { --paper: #000; color: red }'
    document.head.append(sheet)
    const { worker, painter } = createPainter()
    const canvas = painter.open(() => undefined)
    const [light, dark] = [(name: string) => `light ${name}`, (name: string) => `dark ${name}`]
    for (const tokens of [light, light, dark]) {
      canvas.paint('a', SHEET, tokens)
      worker.painted(1)
    }
    expect(worker.told.flatMap((message) => (message.type === 'tokens' ? [message.tokens] : []))).toEqual([
      { '--ink': 'light --ink', '--paper': 'light --paper' },
      { '--ink': 'dark --ink', '--paper': 'dark --paper' },
    ])
    expect(worker.told.map(({ type }) => type).slice(2, 4)).toEqual(['tokens', 'paint'])
    sheet.remove()
  })

  it('has failed when its worker breaks', () => {
    const { worker, painter } = createPainter()
    expect(painter.hasFailed).toBe(false)
    worker.dispatchEvent(new Event('error', { cancelable: true }))
    expect(painter.hasFailed).toBe(true)
    expect(worker.isEnded).toBe(true)
  })
})

describe('the thread that paints', () => {
  function createThread() {
    const draw = vi.fn()
    const said: unknown[] = []
    const loads: string[] = []
    let listen: (event: MessageEvent) => void = () => undefined
    const fonts = {
      add: vi.fn(),
      load: (font: string, signs: string) => Promise.resolve(loads.push(`${font} ${signs}`)),
    }
    const scope = {
      fonts: fonts as unknown as FontFaceSet,
      addEventListener: (_: 'message', listener: (event: MessageEvent) => void) => void (listen = listener),
      postMessage: (message: unknown) => void said.push(message),
    }
    servePaintings<string>(scope, draw)
    const tell = (message: ToPainter<string>): void => listen(new MessageEvent('message', { data: message }))
    return { draw, said, loads, fonts, tell }
  }

  function createSurface() {
    const context = { setTransform: vi.fn(), clearRect: vi.fn() }
    return { context, surface: { width: 0, height: 0, getContext: () => context } as unknown as OffscreenCanvas }
  }

  it('paints a picture in the theme it was told, as large as its sheet, when the fonts have come', async () => {
    const { draw, said, loads, fonts, tell } = createThread()
    vi.stubGlobal(
      'FontFace',
      class {
        constructor(readonly family: string) {}
      },
    )
    const { surface, context } = createSurface()
    const descriptors = { style: 'normal', weight: '400 700', stretch: '75% 100%', unicodeRange: 'U+0-FF' }
    tell({ type: 'fonts', fonts: [{ family: 'Sans', source: 'url("sans.woff2")', descriptors }] })
    tell({ type: 'open', canvas: 1, surface })
    tell({ type: 'tokens', tokens: { '--ink': '#111' } })
    tell({ type: 'paint', canvas: 1, sheet: SHEET, picture: 'a' })
    expect(draw).not.toHaveBeenCalled()
    await vi.waitFor(() => expect(said).toEqual([{ painted: 1 }]))
    expect(fonts.add).toHaveBeenCalledTimes(1)
    expect(loads).toEqual(['16px "Sans" R1'])
    expect([surface.width, surface.height]).toEqual([200, 100])
    const [onto, tokens, sheet, picture] = draw.mock.calls[0] as [unknown, (name: string) => string, unknown, string]
    expect([onto, sheet, picture]).toEqual([context, SHEET, 'a'])
    expect([tokens('--ink'), tokens('--unknown')]).toEqual(['#111', ''])
  })

  it('draws nothing on a canvas that is closed', async () => {
    const { draw, said, tell } = createThread()
    const [one, two] = [createSurface(), createSurface()]
    tell({ type: 'fonts', fonts: [] })
    tell({ type: 'open', canvas: 1, surface: one.surface })
    tell({ type: 'open', canvas: 2, surface: two.surface })
    tell({ type: 'paint', canvas: 1, sheet: SHEET, picture: 'a' })
    tell({ type: 'close', canvas: 1 })
    tell({ type: 'paint', canvas: 2, sheet: SHEET, picture: 'b' })
    await vi.waitFor(() => expect(said).toEqual([{ painted: 2 }]))
    expect(draw.mock.calls.map((call) => call[3] as unknown)).toEqual(['b'])
  })
})
