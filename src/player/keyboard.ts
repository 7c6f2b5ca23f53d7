/** Everything that a key may ask of the bench. */
export type ActionId =
  | 'play'
  | 'step-back'
  | 'step-on'
  | 'kind-back'
  | 'kind-on'
  | 'checkpoint-back'
  | 'checkpoint-on'
  | 'start'
  | 'end'
  | 'shuttle-back'
  | 'pause'
  | 'shuttle-on'
  | 'slower'
  | 'faster'
  | 'fork'
  | 'compare'
  | 'switch'
  | 'delete-branch'
  | 'undo'
  | 'bookmark'
  | 'break-kind'
  | 'mark-back'
  | 'mark-on'
  | 'zoom-in'
  | 'zoom-out'
  | 'zoom-all'
  | 'predict'
  | 'answer-1'
  | 'answer-2'
  | 'answer-3'
  | 'answer-4'
  | 'lock-in'
  | 'unlock'
  | 'inspector'
  | 'story'
  | 'escape'
  | 'palette'
  | 'keys'
  | 'open'
  | 'practice'

/** What the bench is doing; some keys mean something only then. */
export type KeyMode = 'run' | 'predict' | 'compare'

export interface KeyBinding {
  readonly action: ActionId
  /** `KeyboardEvent.key`, letters in lower case. */
  readonly key: string
  /** Left out where the layout decides, as for "?" and "+". */
  readonly shift?: boolean
  readonly alt?: boolean
  /** Left out: in every mode. Bindings of a mode stand before those of all modes. */
  readonly mode?: KeyMode
}

/** All keys of the bench, in the order of the keys sheet. */
export const KEY_BINDINGS: readonly KeyBinding[] = [
  { action: 'play', key: ' ', shift: false },
  {
    action: 'step-back',
    key: 'arrowleft',
    shift: false,
    alt: false,
  },
  {
    action: 'step-on',
    key: 'arrowright',
    shift: false,
    alt: false,
  },
  {
    action: 'kind-back',
    key: 'arrowleft',
    shift: true,
    alt: false,
  },
  {
    action: 'kind-on',
    key: 'arrowright',
    shift: true,
    alt: false,
  },
  {
    action: 'checkpoint-back',
    key: 'arrowleft',
    shift: false,
    alt: true,
  },
  {
    action: 'checkpoint-on',
    key: 'arrowright',
    shift: false,
    alt: true,
  },
  { action: 'start', key: 'home' },
  { action: 'end', key: 'end' },
  {
    action: 'unlock',
    key: 'l',
    shift: false,
    mode: 'compare',
  },
  {
    action: 'shuttle-back',
    key: 'j',
    shift: false,
  },
  { action: 'pause', key: 'k', shift: false },
  {
    action: 'shuttle-on',
    key: 'l',
    shift: false,
  },
  { action: 'slower', key: '[' },
  { action: 'faster', key: ']' },
  { action: 'fork', key: 'f', shift: false },
  { action: 'compare', key: 'f', shift: true },
  { action: 'switch', key: 'x', shift: false },
  { action: 'delete-branch', key: 'backspace' },
  { action: 'bookmark', key: 'b', shift: false },
  {
    action: 'break-kind',
    key: 'b',
    shift: true,
  },
  {
    action: 'mark-back',
    key: ',',
    shift: false,
  },
  {
    action: 'mark-on',
    key: '.',
    shift: false,
  },
  { action: 'zoom-in', key: '+' },
  { action: 'zoom-in', key: '=', shift: false },
  { action: 'zoom-out', key: '-' },
  { action: 'zoom-all', key: '0' },
  { action: 'predict', key: 'p', shift: false },
  { action: 'answer-1', key: '1', mode: 'predict' },
  { action: 'answer-2', key: '2', mode: 'predict' },
  { action: 'answer-3', key: '3', mode: 'predict' },
  { action: 'answer-4', key: '4', mode: 'predict' },
  {
    action: 'lock-in',
    key: 'enter',
    mode: 'predict',
  },
  { action: 'inspector', key: 'i', shift: false },
  { action: 'story', key: 's', shift: false },
  { action: 'palette', key: '/' },
  { action: 'keys', key: '?' },
  { action: 'open', key: 'o', shift: false },
  { action: 'practice', key: 'c', shift: false },
  {
    action: 'escape',
    key: 'escape',
  },
]

/** What has the keyboard: `field` takes every key, `button` takes space and enter, `range` space and the arrows. */
export type KeyFocus = 'page' | 'button' | 'range' | 'field'

export interface KeyInput {
  readonly key: string
  /** `KeyboardEvent.code`, for layouts whose letters are not Latin ones. */
  readonly code: string
  readonly shift: boolean
  readonly alt: boolean
  /** Control or command: such keys belong to the browser, all but Z, which brings back what was deleted. */
  readonly command: boolean
  /** AltGr, which Windows tells as control and alt together. */
  readonly altGraph: boolean
}

export interface KeyContext {
  readonly focus: KeyFocus
  readonly mode: KeyMode
  /** The setting for keys that are one character. */
  readonly letters: boolean
}

const TAKEN_BY_BUTTON = [' ', 'enter']
const TAKEN_BY_RANGE = [' ', 'arrowleft', 'arrowright', 'arrowup', 'arrowdown', 'home', 'end']

/** What AltGr writes on layouts that have no key of its own for it: "[" and "]" are AltGr+8 and 9 on a German one. */
const SIGN = /^[!-/:-@[-`{-~]$/

/** The action of a key press, or undefined when the key is not ours here. */
export function resolveKey(input: KeyInput, context: KeyContext): ActionId | undefined {
  const key = latinKey(input)
  const isWritten = input.altGraph && SIGN.test(key)
  const alt = input.alt && !isWritten
  if (context.focus === 'field') return undefined
  if (input.command && !isWritten) return key === 'z' && !input.shift && !alt ? 'undo' : undefined
  if (context.focus === 'button' && TAKEN_BY_BUTTON.includes(key)) return undefined
  if (context.focus === 'range' && TAKEN_BY_RANGE.includes(key)) return undefined
  if (!context.letters && key.length === 1 && key !== ' ') return undefined
  const isLetter = /^[a-z]$/.test(key)
  return KEY_BINDINGS.find(
    (binding) =>
      binding.key === key &&
      (binding.shift === undefined || binding.shift === input.shift) &&
      (binding.alt ?? (isLetter ? false : alt)) === alt &&
      (binding.mode === undefined || binding.mode === context.mode),
  )?.action
}

/** The key's name in lower case; where it writes no Latin character, the letter that stands there on a Latin layout. */
function latinKey({ key, code }: KeyInput): string {
  const lower = key.toLowerCase()
  if (lower.length !== 1 || lower.charCodeAt(0) < 128) return lower
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  return letter?.toLowerCase() ?? lower
}

/** An editor that takes its text by the browser's edit context is no textarea and not editable: its role says what it is. */
const FIELDS = 'textarea, select, [contenteditable=""], [contenteditable="true"], [role="textbox"]'

/** What an element does with keys of its own. Controls that answer a key themselves prevent its default instead. */
export function focusOf(element: Element | null): KeyFocus {
  if (element === null) return 'page'
  if (element.closest(FIELDS) !== null) return 'field'
  const input = element.closest('input')
  if (input !== null) {
    if (['button', 'submit', 'reset', 'checkbox', 'file'].includes(input.type)) return 'button'
    return ['range', 'radio'].includes(input.type) ? 'range' : 'field'
  }
  return element.closest('button, a[href], summary, [role="button"]') === null ? 'page' : 'button'
}
