/** The page's colours as Monaco takes them: six hex digits behind a #. */
export interface EditorTheme {
  readonly isDark: boolean
  readonly colors: Record<string, string>
  readonly tokens: readonly { readonly token: string; readonly color: string }[]
}

const COLORS: Readonly<Record<string, string>> = {
  'editor.background': '--paper',
  'editor.foreground': '--ink',
  'editor.lineHighlightBackground': '--paper-2',
  'editor.lineHighlightBorder': '--paper-2',
  'editorLineNumber.foreground': '--ink-3',
  'editorLineNumber.activeForeground': '--ink',
  'editorCursor.foreground': '--now',
  'editorError.foreground': '--bad',
  'editorWarning.foreground': '--warn',
  'editorWidget.background': '--paper-2',
  'editorWidget.border': '--line-2',
  'editorWidget.foreground': '--ink',
  'inputValidation.infoBorder': '--line-2',
  'editorIndentGuide.background1': '--line',
  focusBorder: '--focus',
}

const TOKENS: Readonly<Record<string, string>> = {
  keyword: '--syn-key',
  string: '--syn-str',
  number: '--syn-num',
  comment: '--syn-com',
  type: '--syn-fn',
  predefined: '--syn-fn',
  'predefined.sql': '--syn-fn',
  'string.sql': '--syn-str',
  'operator.sql': '--ink',
  operator: '--ink',
  delimiter: '--ink',
  identifier: '--ink',
}

/** Reads the tokens that stand on the page's root. */
export function readTheme(root: HTMLElement): EditorTheme {
  const style = getComputedStyle(root)
  const colorOf = (name: string) => hexOf(style.getPropertyValue(name))
  return {
    isDark: root.dataset['theme'] === 'dark',
    colors: Object.fromEntries(Object.entries(COLORS).map(([key, name]) => [key, colorOf(name)])),
    tokens: Object.entries(TOKENS).map(([token, name]) => ({ token, color: colorOf(name) })),
  }
}

/** "#fff" and "#ffffff" as the latter, and what the system calls "CanvasText" as what it is there. */
function hexOf(color: string): string {
  const text = color.trim()
  if (!text.startsWith('#')) return systemColor(text)
  return /^#[0-9a-f]{3}$/i.test(text) ? `#${[...text.slice(1)].map((digit) => digit + digit).join('')}` : text
}

/** With forced colours a token is a colour's name; only an element on the page knows which one that is. */
function systemColor(name: string): string {
  const probe = document.createElement('span')
  probe.style.color = name
  document.body.append(probe)
  const parts = getComputedStyle(probe).color.match(/\d+/g) ?? []
  probe.remove()
  return `#${parts
    .slice(0, 3)
    .map((part) => Number(part).toString(16).padStart(2, '0'))
    .join('')}`
}
