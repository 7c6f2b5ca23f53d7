import { Fragment } from 'react'

/** Keys pressed together, in the words of the keys sheet: ["shift", "F"]. */
export function Kbd({ keys }: { readonly keys: readonly string[] }) {
  return keys.map((key, index) => (
    <Fragment key={key}>
      {index > 0 && ' '}
      <kbd>{key}</kbd>
    </Fragment>
  ))
}

const SHORTCUT_NAMES: Readonly<Record<string, string>> = {
  space: 'Space',
  shift: 'Shift',
  alt: 'Alt',
  esc: 'Escape',
  '↵': 'Enter',
  '←': 'ArrowLeft',
  '→': 'ArrowRight',
  '↑': 'ArrowUp',
  '↓': 'ArrowDown',
}

/** The value of `aria-keyshortcuts` for keys as the keys sheet shows them. */
export function shortcutOf(keys: readonly string[]): string {
  return keys.map((key) => SHORTCUT_NAMES[key] ?? key).join('+')
}
