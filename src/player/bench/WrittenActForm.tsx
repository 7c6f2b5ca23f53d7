import { useId, useState, type KeyboardEvent } from 'react'
import { Button } from '../../ui/Button.tsx'
import type { ActOption, WrittenAct } from '../lab.ts'
import './text-field.css'

interface WrittenActFormProps {
  readonly act: WrittenAct
  readonly onAct: (option: ActOption) => void
}

/** Where an act is written; what is wrong with it is said under it, and nothing is lost. */
export function WrittenActForm({ act, onAct }: WrittenActFormProps) {
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<string>()
  const id = useId()
  const take = (): void => {
    const wrong = act.check(text)
    if (wrong === undefined) onAct({ type: act.type, value: text.trim(), name: act.nameOf(text), note: '' })
    else setProblem(wrong)
  }
  const press = (event: KeyboardEvent): void => {
    // Letters are for the field; Esc still closes what it stands in.
    if (event.key !== 'Escape') event.stopPropagation()
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    take()
  }
  return (
    <div className="written-act" onKeyDown={press}>
      <label htmlFor={id}>{act.label}</label>
      <textarea
        id={id}
        className="field"
        rows={3}
        spellCheck={false}
        autoComplete="off"
        aria-describedby={`${id}hint`}
        aria-invalid={problem !== undefined}
        placeholder={act.placeholder}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setProblem(undefined)
        }}
      />
      <p id={`${id}hint`} className={problem === undefined ? 'quiet' : 'bad'} role="status">
        {problem ?? act.hint}
      </p>
      <Button onPress={take} keys={['Ctrl', '↵']}>
        Run it here
      </Button>
    </div>
  )
}
