import { useEffect, useId, useRef, useState, type DragEvent, type KeyboardEvent } from 'react'
import './text-field.css'
import { Button } from '../../ui/Button.tsx'
import { isRefusal } from '../branching.ts'
import type { SentenceValue } from '../lab.ts'
import type { Session } from '../session.ts'

/** A file dropped on the field: more than this is no text for a sentence. */
const MOST_FILE_BYTES = 1 << 20

interface TextFieldProps {
  readonly session: Session
  readonly part: Extract<SentenceValue, { type: 'text' }>
  readonly onClose: () => void
}

/** Where a long value of the sentence is written, pasted or dropped. What is wrong with it is said under it. */
export function TextField({ session, part, onClose }: TextFieldProps) {
  const [text, setText] = useState(part.value)
  const [problem, setProblem] = useState<string>()
  const field = useRef<HTMLTextAreaElement>(null)
  const hintId = useId()
  useEffect(() => {
    const before = document.activeElement
    field.current?.focus()
    field.current?.select()
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  const write = (next: string): void => {
    setText(next)
    setProblem(undefined)
  }
  const take = (): void => {
    const changed = session.lab.change(session.branch.spec.params, part.param, text)
    if (isRefusal(changed)) return setProblem(changed.error)
    session.branching.changeParam(part.param, text)
    onClose()
  }
  const press = (event: KeyboardEvent): void => {
    event.stopPropagation()
    const isTaken = event.key === 'Enter' && (event.ctrlKey || event.metaKey)
    if (!isTaken && event.key !== 'Escape') return
    event.preventDefault()
    if (isTaken) take()
    else onClose()
  }
  const drop = (event: DragEvent): void => {
    const file = event.dataTransfer.files[0]
    if (file === undefined) return
    event.preventDefault()
    if (file.size > MOST_FILE_BYTES)
      setProblem(`${file.name} is too large for this field; drop it beside it to sort it as a file`)
    else void file.text().then(write, () => setProblem(`${file.name} cannot be read`))
  }
  return (
    <div className="text-value" role="dialog" aria-label={part.label} onKeyDown={press} onDrop={drop}>
      <textarea
        ref={field}
        className="field"
        rows={5}
        spellCheck={false}
        autoComplete="off"
        aria-label={part.label}
        aria-describedby={hintId}
        aria-invalid={problem !== undefined}
        placeholder={part.placeholder}
        value={text}
        onChange={(event) => write(event.target.value)}
      />
      <p className={problem === undefined ? 'quiet' : 'bad'} id={hintId} role="status">
        {problem ?? part.hint}
      </p>
      <div className="text-value-ends">
        <Button onPress={take} keys={['Ctrl', '↵']}>
          Run with these
        </Button>
        <Button onPress={onClose} keys={['esc']}>
          Cancel
        </Button>
      </div>
    </div>
  )
}
