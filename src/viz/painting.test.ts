// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Painter, type FromPainter, type ToPainter } from './painting.ts'
import { servePaintings } from './serve-paintings.ts'
import { currentTokens } from './tokens.ts'

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
    this.answer({ type: 'painted', canvas })
  }

  answer(data: FromPainter): void {
    this.dispatchEvent(new MessageEvent('message', { data }))
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
  return { worker, painter: new Painter<string>(worker as unknown as Worker, (picture) => picture) }
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

  it('tells the theme in an idle time before the first picture, and not again with that', () => {
    const idle: (() => void)[] = []
    vi.stubGlobal('requestIdleCallback', (work: () => void) => idle.push(work))
    const { worker, painter } = createPainter()
    worker.answer({ type: 'ready' })
    const told = (): readonly string[] => worker.told.map(({ type }) => type)
    expect(told()).toEqual(['fonts'])
    for (const work of idle) work()
    expect(told()).toEqual(['fonts', 'tokens'])
    painter.open(() => undefined).paint('a', SHEET, currentTokens())
    expect(told()).toEqual(['fonts', 'tokens', 'open', 'paint'])
  })

  it('is ready when its worker says so, until that breaks', () => {
    const { worker, painter } = createPainter()
    expect(painter.isReady).toBe(false)
    worker.answer({ type: 'ready' })
    expect(painter.isReady).toBe(true)
    worker.dispatchEvent(new Event('error', { cancelable: true }))
    expect(painter.isReady).toBe(false)
    expect(worker.isEnded).toBe(true)
  })
})

describe('the thread that paints', () => {
  const FONT = {
    family: 'Sans',
    source: 'url("sans.woff2")',
    descriptors: { style: 'normal', weight: '400 700', stretch: '75% 100%', unicodeRange: 'U+0-FF' },
  }

  function createThread(load: ((font: string, signs: string) => Promise<FontFace[]>) | undefined) {
    vi.stubGlobal('FontFace', class {})
    const draw = vi.fn()
    const said: unknown[] = []
    const add = vi.fn()
    let listen: (event: MessageEvent) => void = () => undefined
    servePaintings<string>(
      {
        ...(load === undefined ? {} : { fonts: { add, load } as unknown as FontFaceSet }),
        addEventListener: (_, listener) => void (listen = listener),
        postMessage: (message) => void said.push(message),
      },
      draw,
    )
    const tell = (message: ToPainter<string>): void => listen(new MessageEvent('message', { data: message }))
    return { draw, said, add, tell }
  }

  function createSurface() {
    const surface = { width: 0, height: 0, getContext: vi.fn() }
    const context = { canvas: surface, setTransform: vi.fn(), clearRect: vi.fn() }
    surface.getContext.mockReturnValue(context)
    return { context, surface: surface as typeof surface & OffscreenCanvas }
  }

  it('is ready when the fonts have come; never where one does not, or where a thread has none', async () => {
    const load = vi.fn(() => Promise.resolve([]))
    const { said, add, tell } = createThread(load)
    tell({ type: 'fonts', fonts: [FONT, { ...FONT, source: 'url("sans-ext.woff2")' }] })
    expect(said).toEqual([])
    await vi.waitFor(() => expect(said).toEqual([{ type: 'ready' }]))
    expect(add).toHaveBeenCalledTimes(2)
    expect(load.mock.calls).toEqual([['16px "Sans"', 'R1']])

    const without = createThread(undefined)
    const failing = createThread(() => Promise.reject(new Error('it did not come')))
    for (const thread of [without, failing]) thread.tell({ type: 'fonts', fonts: [FONT] })
    await new Promise((resolve) => setTimeout(resolve))
    expect([...without.said, ...failing.said]).toEqual([])
  })

  it('paints a picture in the theme it was told, as large as its sheet', () => {
    const { draw, said, tell } = createThread(undefined)
    const { surface, context } = createSurface()
    tell({ type: 'open', canvas: 1, surface })
    tell({ type: 'tokens', tokens: { '--ink': '#111' } })
    tell({ type: 'paint', canvas: 1, sheet: SHEET, picture: 'a' })
    expect(said).toEqual([{ type: 'painted', canvas: 1 }])
    expect([surface.width, surface.height]).toEqual([200, 100])
    const [onto, tokens, sheet, picture] = draw.mock.calls[0] as [unknown, (name: string) => string, unknown, string]
    expect([onto, sheet, picture]).toEqual([context, SHEET, 'a'])
    expect([tokens('--ink'), tokens('--unknown')]).toEqual(['#111', ''])
    // Firefox refuses to give a canvas's context once more.
    tell({ type: 'paint', canvas: 1, sheet: SHEET, picture: 'b' })
    expect(surface.getContext).toHaveBeenCalledTimes(1)
  })

  it('draws nothing on a canvas that is closed', () => {
    const { draw, said, tell } = createThread(undefined)
    tell({ type: 'open', canvas: 1, surface: createSurface().surface })
    tell({ type: 'close', canvas: 1 })
    tell({ type: 'paint', canvas: 1, sheet: SHEET, picture: 'a' })
    expect([said, draw.mock.calls]).toEqual([[], []])
  })
})
