import { useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react'
import type { SentenceValue } from '../lab.ts'

export type ChoicePart = Extract<SentenceValue, { type: 'choice' }>

interface ChoiceValueProps {
  readonly part: ChoicePart
  readonly refusal: string | undefined
  readonly onChange: (value: string) => void
}

/** A word in the sentence that is one of several: press for the list. */
export function ChoiceValue({ part, refusal, onChange }: ChoiceValueProps) {
  const [active, setActive] = useState<number>()
  const id = useId()
  const open = active !== undefined
  const chosen = Math.max(
    0,
    part.options.findIndex((option) => option.value === part.value),
  )
  const choose = (index: number): void => {
    setActive(undefined)
    const option = part.options[index]
    if (option === undefined) return
    // What it opens may be wanted again.
    if (option.value !== part.value || option.opens !== undefined) onChange(option.value)
  }
  const list = useRef<HTMLUListElement>(null)
  useLayoutEffect(() => keepInside(list.current), [open])
  useLayoutEffect(() => showOption(list.current, active ?? 0), [active])
  const press = (event: KeyboardEvent): void => {
    const next = keyedOption(part, active, chosen, event.key)
    if (next === undefined) return
    event.preventDefault()
    if (next === 'choose') choose(active ?? chosen)
    else setActive(next === 'close' ? undefined : next)
  }
  const optionAt = (index: number) => (
    <li
      key={index}
      id={`${id}${index}`}
      role="option"
      aria-selected={part.options[index]?.value === part.value}
      data-active={index === active || undefined}
      onPointerEnter={() => setActive(index)}
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => choose(index)}
    >
      {part.options[index]?.text}
    </li>
  )
  return (
    <span className="choice">
      <button
        type="button"
        className="scrub scrub-word"
        data-menu={part.value === '' || undefined}
        role="combobox"
        aria-label={part.label}
        aria-haspopup="listbox"
        aria-expanded={open}
        aria-controls={open ? `${id}list` : undefined}
        aria-activedescendant={open ? `${id}${active}` : undefined}
        aria-invalid={refusal !== undefined}
        aria-describedby={refusal}
        onClick={() => setActive(open ? undefined : chosen)}
        onBlur={() => setActive(undefined)}
        onKeyDown={press}
      >
        {part.text}
      </button>
      {open && (
        <ul ref={list} id={`${id}list`} role="listbox" aria-label={part.label} className="choice-list">
          {groupsOf(part).map(({ name, options }) =>
            name === undefined ? (
              options.map(optionAt)
            ) : (
              <li key={name} role="group" aria-label={name}>
                {/* The trigger keeps the focus: losing it closes the list. */}
                <p className="choice-group cap" aria-hidden onPointerDown={(event) => event.preventDefault()}>
                  {name}
                </p>
                <ul role="presentation">{options.map(optionAt)}</ul>
              </li>
            ),
          )}
        </ul>
      )}
    </span>
  )
}

/** The places of the options, those of one group together. */
function groupsOf({
  options,
}: ChoicePart): readonly { readonly name: string | undefined; readonly options: number[] }[] {
  const groups: { readonly name: string | undefined; readonly options: number[] }[] = []
  for (const [index, { group }] of options.entries()) {
    const last = groups.at(-1)
    if (last !== undefined && last.name === group) last.options.push(index)
    else groups.push({ name: group, options: [index] })
  }
  return groups
}

/** What a key does: the option it goes to, closing, choosing, or undefined when it is not the list's. */
function keyedOption(
  part: ChoicePart,
  active: number | undefined,
  chosen: number,
  key: string,
): number | 'close' | 'choose' | undefined {
  const last = part.options.length - 1
  if (active === undefined) return ['ArrowDown', 'ArrowUp', 'Enter', ' '].includes(key) ? chosen : undefined
  switch (key) {
    case 'ArrowDown':
      return Math.min(last, active + 1)
    case 'ArrowUp':
      return Math.max(0, active - 1)
    case 'Home':
      return 0
    case 'End':
      return last
    case 'Enter':
    case ' ':
      return 'choose'
    case 'Escape':
      return 'close'
    case 'Tab':
      return undefined
    default:
      return key.length === 1 ? typedOption(part, active, key) : undefined
  }
}

/** The next option that starts with a letter; the one that is active when none does, so that the page gets no such key. */
function typedOption({ options }: ChoicePart, active: number, letter: string): number {
  const order = options.map((_, i) => (active + 1 + i) % options.length)
  return order.find((i) => options[i]?.text.toLowerCase().startsWith(letter.toLowerCase())) ?? active
}

/** Moves a list that would stick out of the sentence to the left. */
function keepInside(list: HTMLElement | null): void {
  const sentence = list?.closest('.sentence')
  if (list === null || sentence === null || sentence === undefined) return
  const over = list.getBoundingClientRect().right - sentence.getBoundingClientRect().right
  if (over > 0) list.style.left = `${-over}px`
}

/** Scrolls the list to an option, and nothing but the list; what stands above the first comes with it. */
function showOption(list: HTMLElement | null, index: number): void {
  const option = list?.querySelectorAll<HTMLElement>('[role="option"]')[index]
  if (list === null || option === undefined) return
  const [top, bottom] = [option.offsetTop, option.offsetTop + option.offsetHeight]
  if (index === 0) list.scrollTop = 0
  else if (top < list.scrollTop) list.scrollTop = top
  else if (bottom > list.scrollTop + list.clientHeight) list.scrollTop = bottom - list.clientHeight
}
