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
  /** As the keys sheet shows it: ["shift", "F"]. */
  readonly caps: readonly string[]
  /** What it does, a verb first. */
  readonly title: string
  /** The part of the page that it acts on. */
  readonly part: 'page' | 'story' | 'stage' | 'inspector' | 'timeline'
}

/** All keys of the bench, in the order of the keys sheet. */
export const KEY_BINDINGS: readonly KeyBinding[] = [
  { action: 'play', key: ' ', shift: false, caps: ['space'], title: 'Play or pause', part: 'timeline' },
  {
    action: 'step-back',
    key: 'arrowleft',
    shift: false,
    alt: false,
    caps: ['←'],
    title: 'One event back',
    part: 'timeline',
  },
  {
    action: 'step-on',
    key: 'arrowright',
    shift: false,
    alt: false,
    caps: ['→'],
    title: 'One event on',
    part: 'timeline',
  },
  {
    action: 'kind-back',
    key: 'arrowleft',
    shift: true,
    alt: false,
    caps: ['shift', '←'],
    title: 'Back to the last event of this kind',
    part: 'timeline',
  },
  {
    action: 'kind-on',
    key: 'arrowright',
    shift: true,
    alt: false,
    caps: ['shift', '→'],
    title: 'On to the next event of this kind',
    part: 'timeline',
  },
  {
    action: 'checkpoint-back',
    key: 'arrowleft',
    shift: false,
    alt: true,
    caps: ['alt', '←'],
    title: 'Back to the last checkpoint',
    part: 'timeline',
  },
  {
    action: 'checkpoint-on',
    key: 'arrowright',
    shift: false,
    alt: true,
    caps: ['alt', '→'],
    title: 'On to the next checkpoint',
    part: 'timeline',
  },
  { action: 'start', key: 'home', caps: ['home'], title: 'Go to the start of the log', part: 'timeline' },
  { action: 'end', key: 'end', caps: ['end'], title: 'Go to the end of the log', part: 'timeline' },
  {
    action: 'unlock',
    key: 'l',
    shift: false,
    mode: 'compare',
    caps: ['L'],
    title: 'Lock or unlock the two heads',
    part: 'story',
  },
  {
    action: 'shuttle-back',
    key: 'j',
    shift: false,
    caps: ['J'],
    title: 'Play back; again for twice the speed',
    part: 'timeline',
  },
  { action: 'pause', key: 'k', shift: false, caps: ['K'], title: 'Pause', part: 'timeline' },
  {
    action: 'shuttle-on',
    key: 'l',
    shift: false,
    caps: ['L'],
    title: 'Play on; again for twice the speed',
    part: 'timeline',
  },
  { action: 'slower', key: '[', caps: ['['], title: 'Play slower', part: 'timeline' },
  { action: 'faster', key: ']', caps: [']'], title: 'Play faster', part: 'timeline' },
  { action: 'fork', key: 'f', shift: false, caps: ['F'], title: 'Fork here', part: 'timeline' },
  { action: 'compare', key: 'f', shift: true, caps: ['shift', 'F'], title: 'Compare trunk and fork', part: 'stage' },
  { action: 'switch', key: 'x', shift: false, caps: ['X'], title: 'Switch between trunk and fork', part: 'stage' },
  { action: 'delete-branch', key: 'backspace', caps: ['backspace'], title: 'Delete this fork', part: 'timeline' },
  { action: 'bookmark', key: 'b', shift: false, caps: ['B'], title: 'Put a bookmark here', part: 'timeline' },
  {
    action: 'break-kind',
    key: 'b',
    shift: true,
    caps: ['shift', 'B'],
    title: 'Stop at events of this kind',
    part: 'timeline',
  },
  {
    action: 'mark-back',
    key: ',',
    shift: false,
    caps: [','],
    title: 'Back to the last bookmark or breakpoint',
    part: 'timeline',
  },
  {
    action: 'mark-on',
    key: '.',
    shift: false,
    caps: ['.'],
    title: 'On to the next bookmark or breakpoint',
    part: 'timeline',
  },
  { action: 'zoom-in', key: '+', caps: ['+'], title: 'Show fewer events, closer', part: 'timeline' },
  { action: 'zoom-in', key: '=', shift: false, caps: ['='], title: 'Show fewer events, closer', part: 'timeline' },
  { action: 'zoom-out', key: '-', caps: ['−'], title: 'Show more events', part: 'timeline' },
  { action: 'zoom-all', key: '0', caps: ['0'], title: 'Show the whole log', part: 'timeline' },
  { action: 'predict', key: 'p', shift: false, caps: ['P'], title: 'Predict from here', part: 'story' },
  { action: 'answer-1', key: '1', mode: 'predict', caps: ['1'], title: 'Choose the first answer', part: 'story' },
  { action: 'answer-2', key: '2', mode: 'predict', caps: ['2'], title: 'Choose the second answer', part: 'story' },
  { action: 'answer-3', key: '3', mode: 'predict', caps: ['3'], title: 'Choose the third answer', part: 'story' },
  { action: 'answer-4', key: '4', mode: 'predict', caps: ['4'], title: 'Choose the fourth answer', part: 'story' },
  {
    action: 'lock-in',
    key: 'enter',
    mode: 'predict',
    caps: ['enter'],
    title: 'Lock the answer in; then the next question',
    part: 'story',
  },
  { action: 'inspector', key: 'i', shift: false, caps: ['I'], title: 'Open the inspector', part: 'inspector' },
  { action: 'story', key: 's', shift: false, caps: ['S'], title: 'Open the story', part: 'story' },
  { action: 'palette', key: '/', caps: ['/'], title: 'Find a lab, event or question', part: 'page' },
  { action: 'keys', key: '?', caps: ['?'], title: 'Show all keys', part: 'page' },
  { action: 'open', key: 'o', shift: false, caps: ['O'], title: 'Open a file or table of your own', part: 'page' },
  { action: 'practice', key: 'c', shift: false, caps: ['C'], title: 'Go to the challenges', part: 'page' },
  {
    action: 'escape',
    key: 'escape',
    caps: ['esc'],
    title: 'Close, else leave the mark, else stop playing',
    part: 'page',
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
  /** Control or command: such keys belong to the browser. */
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
  if ((input.command && !isWritten) || context.focus === 'field') return undefined
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
