import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import { readTyped } from '../../base/typed-number.ts'
import { draggedValue, formatNumber, keyedValue, whyTooFar, type NumberPart } from './number-value.ts'

/** A value that stands still for this long is run. */
const STILL_MS = 120

interface NumberValueProps {
  readonly part: NumberPart
  /** Id of the element that says why the value was refused; undefined when it was not. */
  readonly refusal: string | undefined
  readonly onChange: (value: number) => void
  readonly onRefuse: (reason: string) => void
  readonly onForget: () => void
}

/** A number in the sentence: drag sideways, arrow keys, or type. */
export function NumberValue(props: NumberValueProps) {
  const { part, refusal } = props
  const value = useRef<HTMLSpanElement>(null)
  const refocus = useRef(false)
  useEffect(() => {
    if (refocus.current) value.current?.focus()
    refocus.current = false
  })
  const [typed, setTyped] = useState<Opening>()
  const { shown, preview, commit, restore, drop } = useDraft(props)
  const edit = (): void => setTyped({ text: formatNumber(shown, part.step), isBegun: false })
  const drag = useDrag(part, shown, preview, commit, edit)
  if (typed !== undefined) {
    const close = (accept: boolean, text: string, stay: boolean): void => {
      setTyped(undefined)
      refocus.current = stay
      if (!accept) return
      const number = readTyped(text)
      const why = typeof number === 'object' ? number.error : whyTooFar(part, number, text)
      if (typeof number === 'number' && why === undefined) return commit(number)
      restore()
      props.onRefuse(`${part.label}: ${why}`)
    }
    return <TypedValue label={part.label} {...typed} onClose={close} />
  }
  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const next = keyedValue(part, shown, event.key, event.shiftKey)
    if (next !== undefined) preview(next)
    else if (/^[\d.-]$/.test(event.key)) setTyped({ text: event.key, isBegun: true })
    else if (event.key === 'Enter') edit()
    else if (event.key === 'Escape' && refusal !== undefined) drop()
    else return
    event.preventDefault()
  }
  return (
    <span
      ref={value}
      className="scrub"
      role="spinbutton"
      tabIndex={0}
      aria-label={part.label}
      aria-valuenow={shown}
      aria-valuemin={part.min}
      aria-valuemax={part.max}
      aria-valuetext={formatNumber(shown, part.step)}
      aria-invalid={refusal !== undefined}
      aria-describedby={refusal}
      onKeyDown={press}
      {...drag}
    >
      {shown === part.value ? part.text : formatNumber(shown, part.step)}
    </span>
  )
}

interface Draft {
  /** The value it changes: once that is another one, the draft is history. */
  readonly of: number
  readonly value: number
}

/** The number as it is shown while it is changed; run when it stands still, or at once by `commit`. */
function useDraft({ part, refusal, onChange, onForget }: NumberValueProps) {
  const [draft, setDraft] = useState<Draft>()
  const [refused, setRefused] = useState<{ readonly by: string; readonly value: number }>()
  // A refused value stays while its reason does: beside another value that was taken it would be a lie.
  if (refusal !== refused?.by) {
    setRefused(refusal === undefined ? undefined : { by: refusal, value: draft?.value ?? part.value })
    if (refusal === undefined && draft?.value === refused?.value) setDraft(undefined)
  }
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const sent = useRef<number>(undefined)
  useEffect(() => {
    // What was refused may be tried again once the reason is gone.
    if (refusal === undefined) sent.current = undefined
  }, [part.value, refusal])
  useEffect(() => () => clearTimeout(timer.current), [])
  const latest = useRef(onChange)
  useEffect(() => {
    latest.current = onChange
  })
  const send = (value: number): void => {
    if (value === sent.current) return
    sent.current = value
    latest.current(value)
  }
  const preview = (value: number): void => {
    setDraft({ of: part.value, value })
    clearTimeout(timer.current)
    timer.current = setTimeout(send, STILL_MS, value)
  }
  const commit = (value: number): void => {
    setDraft({ of: part.value, value })
    clearTimeout(timer.current)
    timer.current = setTimeout(send, 0, value)
  }
  const restore = (): void => {
    clearTimeout(timer.current)
    setDraft(undefined)
    sent.current = undefined
  }
  const drop = (): void => {
    restore()
    if (refusal !== undefined) onForget()
  }
  return { shown: draft?.of === part.value ? draft.value : part.value, preview, commit, restore, drop }
}

function useDrag(
  part: NumberPart,
  shown: number,
  preview: (value: number) => void,
  commit: (value: number) => void,
  onPress: () => void,
) {
  const start = useRef<{ x: number; value: number; moved: boolean }>(undefined)
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>): void => {
      if (event.button !== 0) return
      event.currentTarget.setPointerCapture(event.pointerId)
      start.current = { x: event.clientX, value: shown, moved: false }
    },
    onPointerMove: (event: PointerEvent<HTMLElement>): void => {
      if (start.current === undefined) return
      const next = draggedValue(part, start.current.value, event.clientX - start.current.x)
      start.current.moved ||= next !== start.current.value
      if (next !== shown && start.current.moved) preview(next)
    },
    onPointerUp: (): void => {
      const from = start.current
      start.current = undefined
      if (from === undefined) return
      if (!from.moved) onPress()
      else if (shown !== part.value) commit(shown)
    },
    onPointerCancel: (): void => {
      start.current = undefined
    },
  }
}

interface Opening {
  /** What the field holds at first. */
  readonly text: string
  /** That is the first key of a new value, which the next ones go on; else they take its place. */
  readonly isBegun: boolean
}

interface TypedValueProps extends Opening {
  readonly label: string
  /** `stay`: the keyboard stays on the value. */
  readonly onClose: (accept: boolean, text: string, stay: boolean) => void
}

/** The same number as a field: Enter takes it, Esc does not. */
function TypedValue({ label, text, isBegun, onClose }: TypedValueProps) {
  const [value, setValue] = useState(text)
  const field = useRef<HTMLInputElement>(null)
  const closed = useRef(false)
  useEffect(() => {
    field.current?.focus()
    if (!isBegun) field.current?.select()
  }, [isBegun])
  const close = (accept: boolean, stay: boolean): void => {
    if (closed.current) return
    closed.current = true
    onClose(accept, value, stay)
  }
  return (
    <input
      ref={field}
      className="scrub scrub-typed"
      inputMode="decimal"
      aria-label={label}
      value={value}
      style={{ width: `${Math.max(2, value.length) + 1}ch` }}
      onChange={(event) => setValue(event.target.value)}
      onBlur={() => close(true, false)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== 'Escape') return
        event.preventDefault()
        close(event.key === 'Enter', true)
      }}
    />
  )
}
