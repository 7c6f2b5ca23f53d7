// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from 'vitest'
import { listPageFonts, listPageTokens } from './page-style.ts'

class FontFaceRule {
  constructor(
    readonly parentStyleSheet: { readonly href: string | null },
    readonly properties: Readonly<Record<string, string>>,
  ) {}

  get style() {
    return { getPropertyValue: (name: string) => this.properties[name] ?? '' }
  }
}

class StyleRule {
  readonly style: ArrayLike<string>

  constructor(...names: readonly string[]) {
    this.style = names
  }
}

const FOREIGN = {
  get cssRules(): never {
    throw new DOMException('a sheet of another origin', 'SecurityError')
  },
}

function putSheets(...sheets: readonly object[]): void {
  vi.stubGlobal('CSSFontFaceRule', FontFaceRule)
  vi.stubGlobal('CSSStyleRule', StyleRule)
  vi.spyOn(document, 'styleSheets', 'get').mockReturnValue(sheets as unknown as StyleSheetList)
}

afterEach(() => {
  vi.restoreAllMocks()
})

it('lists faces with whole addresses, those in blocks too', () => {
  const sheet = { href: 'https://example.org/app/assets/first.css' }
  const properties = { 'font-family': '"Sans"', src: 'url(./sans.woff2) format("woff2")', 'font-weight': '400 700' }
  putSheets({ cssRules: [{ cssRules: [new FontFaceRule(sheet, properties)] }, new StyleRule('color')] })
  expect(listPageFonts()).toEqual([
    {
      family: 'Sans',
      source: 'url("https://example.org/app/assets/sans.woff2") format("woff2")',
      descriptors: { style: 'normal', weight: '400 700', stretch: 'normal', unicodeRange: 'U+0-10FFFF' },
    },
  ])
})

it('lists the values of custom properties, and leaves out a sheet that nobody may read', () => {
  putSheets(FOREIGN, { cssRules: [new StyleRule('--ink', 'color'), new StyleRule('--paper')] })
  expect(listPageTokens((name) => `of ${name}`)).toEqual({ '--ink': 'of --ink', '--paper': 'of --paper' })
  expect(listPageFonts()).toEqual([])
})
