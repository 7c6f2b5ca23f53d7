import { useCallback, useState, type FormEvent } from 'react'
import { formatCount } from '../../base/format.ts'
import { Button } from '../../ui/Button.tsx'
import { describeBreakpoint } from '../condition.ts'
import type { Session } from '../session.ts'
import type { BenchUi } from './bench-ui.ts'
import { listOf, tryConditionFault } from './condition-fault.ts'
import { Popover } from './Popover.tsx'
import { useSession } from './use-moment.ts'

interface MarkFormProps {
  readonly session: Session
  readonly ui: BenchUi
}

/** Names a bookmark at the playhead; under it what stops play, and all marks of this run. */
export function MarkForm({ session, ui }: MarkFormProps) {
  const close = useCallback(() => ui.setState({ popover: undefined }), [ui])
  return (
    <Popover label="Bookmarks and breakpoints" onClose={close}>
      <BookmarkField session={session} close={close} />
      <BreakpointField session={session} />
      <MarkList session={session} close={close} />
    </Popover>
  )
}

interface FieldProps {
  readonly session: Session
  readonly close: () => void
}

const MOST_NAME = 60

function BookmarkField({ session, close }: FieldProps) {
  const position = useSession(session, (state) => state.position)
  const [name, setName] = useState('')
  const save = (event: FormEvent): void => {
    event.preventDefault()
    session.marking.addBookmark(name.trim() === '' ? `event ${formatCount(position)}` : name.trim())
    close()
  }
  return (
    <form className="mark-field" onSubmit={save}>
      <label htmlFor="mark-name">Mark event {formatCount(position)} as</label>
      <input
        id="mark-name"
        className="field"
        data-autofocus
        autoComplete="off"
        maxLength={MOST_NAME}
        placeholder={`event ${formatCount(position)}`}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <button type="submit" className="btn">
        Mark <kbd aria-hidden="true">↵</kbd>
      </button>
      {name.length >= MOST_NAME && (
        <p className="field-hint" role="status">
          A name has at most {MOST_NAME} characters.
        </p>
      )}
    </form>
  )
}

const ANY = 'any'
/** Names of operands that the hint tells; a wrong one is answered with all of them. */
const HINTED = 5

function BreakpointField({ session }: { readonly session: Session }) {
  const [kind, setKind] = useState(ANY)
  const [text, setText] = useState('')
  const { kinds } = session.lab
  const operandNames = session.lab.operandNames?.() ?? []
  const [example] = operandNames
  const [refused, setRefused] = useState<string>()
  const empty = kind === ANY && text.trim() === ''
  const add = (): void => {
    if (empty) return
    const fault = tryConditionFault(text, operandNames)
    setRefused(fault)
    if (fault !== undefined) return
    session.marking.addBreakpoint(kind === ANY ? undefined : Number(kind), text.trim() === '' ? undefined : text.trim())
    setText('')
  }
  return (
    <form
      className="mark-field"
      onSubmit={(event) => {
        event.preventDefault()
        add()
      }}
    >
      <label htmlFor="stop-kind">Stop at</label>
      <select id="stop-kind" className="field" value={kind} onChange={(event) => setKind(event.target.value)}>
        <option value={ANY}>any event</option>
        {kinds.map(({ label }, index) => (
          <option key={label} value={index}>
            {label}
          </option>
        ))}
      </select>
      <label htmlFor="stop-text">whose record has</label>
      <input
        id="stop-text"
        className="field"
        autoComplete="off"
        maxLength={40}
        placeholder={example === undefined ? '392' : `${example} = 6`}
        aria-describedby={example === undefined ? undefined : 'stop-fault stop-hint'}
        aria-invalid={refused !== undefined}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setRefused(undefined)
        }}
      />
      <Button onPress={add} disabled={empty ? 'Choose a kind or write a text.' : undefined}>
        Add
      </Button>
      {refused !== undefined && (
        <p className="field-hint bad" id="stop-fault" role="alert">
          {refused}
        </p>
      )}
      {example !== undefined && (
        <p className="field-hint" id="stop-hint">
          A text, or a condition on what the record names, such as {listOf(operandNames.slice(0, HINTED))}:{' '}
          <b>{example} = 6</b>, with = ≠ &lt; ≤ &gt; ≥.
        </p>
      )}
    </form>
  )
}

function MarkList({ session, close }: FieldProps) {
  const bookmarks = useSession(session, (state) => state.bookmarks)
  const current = useSession(session, (state) => state.current)
  const breakpoints = useSession(session, (state) => state.breakpoints)
  const here = bookmarks.filter((mark) => mark.branch === current)
  if (here.length + breakpoints.length === 0) return undefined
  const go = (id: string): void => {
    session.seekMark(id)
    close()
  }
  return (
    <ul className="marks">
      {here.map(({ id, label, position }) => (
        <MarkRow
          key={id}
          label={label}
          note={label === `event ${formatCount(position)}` ? undefined : `event ${formatCount(position)}`}
          onGo={() => go(id)}
          onRemove={() => session.marking.removeMark(id)}
        />
      ))}
      {breakpoints.map((breakpoint) => (
        <MarkRow
          key={breakpoint.id}
          label={describeBreakpoint(session.lab, breakpoint)}
          note="stops play"
          onGo={() => go(breakpoint.id)}
          onRemove={() => session.marking.removeMark(breakpoint.id)}
        />
      ))}
    </ul>
  )
}

interface MarkRowProps {
  readonly label: string
  /** Left out where the label says it already. */
  readonly note: string | undefined
  readonly onGo: () => void
  readonly onRemove: () => void
}

function MarkRow({ label, note, onGo, onRemove }: MarkRowProps) {
  return (
    <li>
      <button type="button" className="run-show" onClick={onGo}>
        <b>{label}</b>
        {note !== undefined && <small> {note}</small>}
      </button>
      <button
        type="button"
        className="link-button"
        aria-label={`Remove ${label}`}
        onClick={({ currentTarget }) => {
          // This row goes; the keyboard goes on in the next one, or in the one before.
          const row = currentTarget.closest('li')
          const other = row?.nextElementSibling ?? row?.previousElementSibling
          other?.querySelector<HTMLElement>('.link-button')?.focus()
          onRemove()
        }}
      >
        remove
      </button>
    </li>
  )
}
