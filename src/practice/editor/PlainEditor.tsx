import { useRef, type KeyboardEvent } from 'react'
import type { EditorMark } from './editor-language.ts'

export interface PlainEditorProps {
  readonly text: string
  readonly label: string
  /** Why it cannot be changed; undefined where it can. */
  readonly lock: string | undefined
  readonly marks: readonly EditorMark[]
  /** Spaces of one step. */
  readonly indent: number
  readonly onText: (text: string) => void
}

/** A text area for programs: Enter keeps the indentation; Tab indents, and after Escape leaves. */
export function PlainEditor({ text, label, lock, marks, indent, onText }: PlainEditorProps) {
  const mayLeave = useRef(false)
  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const area = event.currentTarget
    if (event.key === 'Escape') mayLeave.current = true
    else if (event.key === 'Tab' && !event.shiftKey && !mayLeave.current && lock === undefined) {
      event.preventDefault()
      insert(area, ' '.repeat(indent))
    } else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && lock === undefined) {
      event.preventDefault()
      insert(area, `\n${indentAt(area.value, area.selectionStart)}`)
    } else if (event.key !== 'Tab' && event.key !== 'Shift') mayLeave.current = false
  }
  return (
    <>
      <textarea
        className="code-plain num"
        aria-label={label}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        rows={Math.max(12, text.split('\n').length + 1)}
        value={text}
        readOnly={lock !== undefined}
        onKeyDown={press}
        onChange={(event) => onText(event.target.value)}
      />
      {marks.map(({ line, message }) => (
        <p key={`${line} ${message}`} className="code-plain-mark bad">{`Line ${line}: ${message}`}</p>
      ))}
    </>
  )
}

/** Types into the area, so that the browser can undo it. */
function insert(area: HTMLTextAreaElement, text: string): void {
  area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end')
  area.dispatchEvent(new Event('input', { bubbles: true }))
}

/** The spaces that the line of a place begins with. */
export function indentAt(text: string, place: number): string {
  const start = text.lastIndexOf('\n', place - 1) + 1
  return /^[ \t]*/.exec(text.slice(start, place))?.[0] ?? ''
}
