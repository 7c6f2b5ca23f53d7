import { Fragment, useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { Button } from '../../ui/Button.tsx'
import type { ActOption, WrittenAct } from '../lab.ts'
import type { Session } from '../session.ts'
import type { WrittenAnswer } from '../written-answer.ts'
import './written-act.css'

interface WrittenActFormProps {
  readonly session: Session
  readonly act: WrittenAct
  readonly onAct: (option: ActOption) => void
  /** Asked by itself once the playhead is where it is to be asked. */
  readonly question?: string | undefined
}

/** What came of the text, or comes. */
type Told =
  | { readonly type: 'nothing' }
  | { readonly type: 'problem' | 'busy'; readonly words: string }
  | { readonly type: 'answer'; readonly answer: WrittenAnswer }

/** Where an act is written, or a question; what is wrong is said under it, and nothing is lost. */
export function WrittenActForm({ session, act, onAct, question }: WrittenActFormProps) {
  const [text, setText] = useState(question ?? '')
  const [told, setTold] = useState<Told>({ type: 'nothing' })
  const asking = useRef<AbortController>(undefined)
  const id = useId()
  useEffect(() => () => asking.current?.abort(), [])
  const ask = (): boolean => {
    const own = new AbortController()
    const tell = (next: Told): void => {
      if (asking.current === own) setTold(next)
    }
    const { branch, state, core } = session
    const answer = act.ask?.(text, {
      engine: core.ports.engine,
      params: branch.spec.params,
      acts: branch.spec.acts,
      position: state.position,
      signal: own.signal,
      onProgress: (words) => tell({ type: 'busy', words }),
    })
    if (answer === undefined) return false
    asking.current?.abort()
    asking.current = own
    setTold({ type: 'busy', words: 'asking' })
    answer.then(
      (found) => tell({ type: 'answer', answer: found }),
      (error: unknown) => tell({ type: 'problem', words: error instanceof Error ? error.message : String(error) }),
    )
    return true
  }
  const isAsked = useRef(false)
  useEffect(() => {
    if (question === undefined || isAsked.current || session.core.pending !== undefined) return
    isAsked.current = true
    ask()
  })
  const take = (): void => {
    const wrong = act.check(text)
    if (wrong !== undefined) setTold({ type: 'problem', words: wrong })
    else if (!ask()) onAct({ type: act.type, value: text.trim(), name: act.nameOf(text), note: '' })
  }
  const press = (event: KeyboardEvent): void => {
    // Letters are for the field; Esc still closes what it stands in.
    if (event.key !== 'Escape') event.stopPropagation()
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    take()
  }
  const isProblem = told.type === 'problem'
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
        aria-invalid={isProblem}
        placeholder={act.placeholder}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          if (isProblem) setTold({ type: 'nothing' })
        }}
      />
      <p id={`${id}hint`} className={isProblem ? 'bad' : 'quiet'} role="status">
        {wordsOf(told, act.hint)}
      </p>
      <span className="written-act-ends">
        <Button onPress={take} keys={['Ctrl', '↵']}>
          Run it here
        </Button>
        {told.type === 'busy' && <Button onPress={() => asking.current?.abort()}>Stop</Button>}
      </span>
      {told.type === 'answer' && <Answer answer={told.answer} />}
    </div>
  )
}

/** An answer stands below, and needs the room of the hint. */
function wordsOf(told: Told, hint: string): string {
  if (told.type === 'answer') return 'Answered.'
  return told.type === 'nothing' ? hint : told.words
}

function Answer({ answer }: { readonly answer: WrittenAnswer }) {
  const box = useRef<HTMLDivElement>(null)
  // On a small screen it comes below the edge of the window it stands in.
  useEffect(() => {
    // Newer browsers answer with a promise, which is nothing to clean up.
    void box.current?.scrollIntoView({ block: 'nearest' })
  }, [answer])
  return (
    <div ref={box} className="written-answer" tabIndex={0} role="region" aria-label="The answer">
      {answer.areRecords === true ? <AnswerRecords answer={answer} /> : <AnswerTable answer={answer} />}
    </div>
  )
}

function AnswerTable({ answer: { columns, rows, note } }: { readonly answer: WrittenAnswer }) {
  return (
    <table>
      <caption>{note}</caption>
      <thead>
        <tr>
          {columns.map(({ name, isNumeric }, i) => (
            <th key={i} scope="col" className={isNumeric ? 'num' : undefined}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, i) => (
          <tr key={i}>
            {row.map((cell, column) => (
              <td key={column} className={columns[column]?.isNumeric === true ? 'num' : undefined}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function AnswerRecords({ answer: { columns, rows, note } }: { readonly answer: WrittenAnswer }) {
  return (
    <>
      <p className="answer-note">{note}</p>
      <ol>
        {rows.map((row, i) => (
          <li key={i}>
            <dl>
              {columns.map(({ name }, column) =>
                row[column] === '' ? null : (
                  <div key={name}>
                    <dt>{name}</dt> <dd>{breakable(row[column] ?? '')}</dd>
                  </div>
                ),
              )}
            </dl>
          </li>
        ))}
      </ol>
    </>
  )
}

/** JSON has no blanks: it may break behind a comma. */
function breakable(text: string) {
  return text.split(/(?<=,)/).map((part, i) => (
    <Fragment key={i}>
      {part}
      <wbr />
    </Fragment>
  ))
}
