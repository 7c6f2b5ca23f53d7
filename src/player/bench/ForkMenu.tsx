import { useCallback, useRef, useState, type KeyboardEvent } from 'react'
import { formatCount } from '../../base/format.ts'
import type { ActOption } from '../lab.ts'
import type { Session } from '../session.ts'
import type { BenchUi } from './bench-ui.ts'
import { Popover } from './Popover.tsx'
import { useMoment } from './use-moment.ts'
import { WrittenActForm } from './WrittenActForm.tsx'

interface ForkMenuProps {
  readonly session: Session
  readonly ui: BenchUi
}

const MOST_KEYS = 9

/** What can be done otherwise from here: each choice leaves the log like a branch. */
export function ForkMenu({ session, ui }: ForkMenuProps) {
  const moment = useMoment(session)
  const list = useRef<HTMLOListElement>(null)
  const [question, setQuestion] = useState<string>()
  const close = useCallback(() => ui.setState({ popover: undefined }), [ui])
  const acts = moment === undefined ? [] : session.lab.acts(moment)
  const choose = (option: ActOption): void => {
    close()
    session.branching.fork(option)
  }
  /** What was written runs at once, and its effect is what is looked at. */
  const write = (option: ActOption): void => {
    const left = session.state.position
    const question = written?.lastQuestion?.(String(option.value))
    setQuestion(question)
    if (question === undefined) close()
    session.branching.fork(option)
    if (written?.placeOf === undefined) return
    session.core.pending = { branch: session.branch.id, place: ({ log }) => written.placeOf?.(log, left) ?? left }
    session.core.set({ notice: 'It runs in a fork of its own; the playhead goes to what it does. X leads back.' })
  }
  const written = moment === undefined ? undefined : session.lab.writtenAct?.(moment)
  const press = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.target instanceof HTMLTextAreaElement) return
    const option = acts[Number(event.key) - 1]
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (option !== undefined) choose(option)
    else if (by !== 0) moveFocus(list.current, by)
    else return
    event.preventDefault()
  }
  const isAsking = acts.length === 0 && written !== undefined
  const title = `${isAsking ? 'Ask' : 'Fork'} at event ${formatCount(moment?.position ?? 0)}`
  return (
    <Popover label={title} onClose={close} onKeyDown={press}>
      <p className="popover-title">{title}</p>
      {acts.length === 0 && written === undefined && (
        <p className="quiet" data-autofocus tabIndex={-1}>
          {(moment === undefined ? undefined : session.lab.noActs?.(moment.log)) ??
            (moment?.position === 0
              ? 'Nothing can be done otherwise before the first event: nothing is there to change yet. Step on and press F again, or change a value in the sentence.'
              : 'Nothing can be done otherwise at this event. Step to another one, or change a value in the sentence.')}
        </p>
      )}
      <ol className="menu" ref={list}>
        {acts.map((option, index) => (
          <li key={`${option.type} ${String(option.value)}`}>
            <button type="button" data-autofocus={index === 0 || undefined} onClick={() => choose(option)}>
              <kbd>{index < MOST_KEYS ? index + 1 : '·'}</kbd>
              <span>
                <b>{option.name}</b> <small>{option.note}</small>
              </span>
            </button>
          </li>
        ))}
      </ol>
      {written !== undefined && (
        <WrittenActForm key={question} session={session} act={written} onAct={write} question={question} />
      )}
    </Popover>
  )
}

/** Moves the focus between the buttons of a list; from the ends it goes round. */
export function moveFocus(list: HTMLElement | null, by: 1 | -1): void {
  const buttons = [...(list?.querySelectorAll('button') ?? [])]
  const at = buttons.findIndex((button) => button === document.activeElement)
  buttons[(at + by + buttons.length) % buttons.length]?.focus()
}
