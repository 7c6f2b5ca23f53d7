import type { Tokens } from './tokens.ts'

/** A face of the page's style sheets, as `FontFace` takes it. */
export interface PageFont {
  readonly family: string
  /** Addresses in it are whole ones. */
  readonly source: string
  readonly descriptors: {
    readonly style: string
    readonly weight: string
    readonly stretch: string
    readonly unicodeRange: string
  }
}

/** The faces that the page may set texts in. */
export function listPageFonts(): PageFont[] {
  return listRules(CSSFontFaceRule).map(({ style, parentStyleSheet }) => {
    const base = parentStyleSheet?.href ?? document.baseURI
    const property = (name: string, initial: string): string => style.getPropertyValue(name).trim() || initial
    return {
      family: property('font-family', '').replace(/^["']|["']$/g, ''),
      source: property('src', '').replace(ADDRESS, (_, address: string) => `url("${new URL(address, base).href}")`),
      descriptors: {
        style: property('font-style', 'normal'),
        weight: property('font-weight', 'normal'),
        stretch: property('font-stretch', 'normal'),
        unicodeRange: property('unicode-range', 'U+0-10FFFF'),
      },
    }
  })
}

const ADDRESS = /url\(["']?([^"')]+)["']?\)/g

/** The values of all custom properties that the page's style sheets set. */
export function listPageTokens(tokens: Tokens): Readonly<Record<string, string>> {
  const names = listRules(CSSStyleRule).flatMap(({ style }) =>
    Array.from(style).filter((name) => name.startsWith('--')),
  )
  return Object.fromEntries(names.map((name) => [name, tokens(name)]))
}

/** Rules of the page's style sheets, those in blocks too. */
function listRules<T extends CSSRule>(type: abstract new (...args: never[]) => T): T[] {
  const visit = (rules: readonly CSSRule[]): T[] =>
    rules.flatMap((rule) => {
      if (rule instanceof type) return [rule]
      return 'cssRules' in rule ? visit([...(rule.cssRules as CSSRuleList)]) : []
    })
  return [...document.styleSheets].flatMap((sheet) => visit(rulesOf(sheet)))
}

/** None of a sheet of another origin, as extensions put into pages: nobody may read those. */
function rulesOf(sheet: CSSStyleSheet): readonly CSSRule[] {
  try {
    return [...sheet.cssRules]
  } catch {
    return []
  }
}
