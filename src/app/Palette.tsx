import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { formatPlural } from '../base/format.ts'
import type { Command } from '../ui/command.ts'
import { Kbd } from '../ui/Kbd.tsx'
import { Sheet } from '../ui/Sheet.tsx'
import './palette.css'

export interface PaletteProps {
  readonly open: boolean
  readonly onClose: () => void
  /** What was typed before it was there. */
  readonly typed?: (() => string) | undefined
  /** What is found for a query, best first; "" asks for what to show before anything is typed. See `rankCommands`. */
  readonly search: (query: string) => readonly Command[]
}

/** More are not drawn; another letter narrows them. */
const MOST_SHOWN = 40

/** The way to every lab, event, question and command: type, choose with the arrow keys, Enter. */
export function Palette({ open, onClose, typed, search }: PaletteProps) {
  return (
    <Sheet open={open} onClose={onClose} title="Find a lab, event or question" bare size="medium" place="top">
      <PaletteBody onClose={onClose} typed={typed} search={search} />
    </Sheet>
  )
}

function PaletteBody({ onClose, typed, search }: Omit<PaletteProps, 'open'>) {
  const [query, setQuery] = useState(() => typed?.() ?? '')
  const [chosen, setChosen] = useState(0)
  const listId = useId()
  const found = search(query)
  const groups = groupCommands(found.slice(0, MOST_SHOWN))
  const shown = groups.flatMap((group) => group.commands)
  const active = Math.min(chosen, shown.length - 1)
  const run = (command: Command | undefined) => {
    if (command === undefined || command.disabled !== undefined) return
    onClose()
    command.run()
  }
  const press = (event: KeyboardEvent) => {
    const next = movedChoice(event.key, active, shown.length)
    if (next !== undefined) setChosen(next)
    else if (event.key === 'Enter') run(shown[active])
    else return
    event.preventDefault()
  }
  return (
    <div className="palette">
      <input
        autoFocus
        className="palette-input"
        role="combobox"
        aria-label="Find a lab, event or question"
        aria-expanded={shown.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={active < 0 ? undefined : optionId(listId, active)}
        placeholder="Find a lab, event or question"
        autoComplete="off"
        spellCheck={false}
        value={query}
        onKeyDown={press}
        onChange={(event) => {
          setQuery(event.target.value)
          setChosen(0)
        }}
      />
      <div className="palette-list" role="listbox" id={listId} aria-label="Found">
        {groups.map((group) => (
          <Group key={group.name} group={group} listId={listId} active={active} onChoose={setChosen} onRun={run} />
        ))}
      </div>
      <p className="palette-foot" role="status">
        {describeFound(query, found.length)}
      </p>
    </div>
  )
}

interface CommandGroup {
  readonly name: string
  /** Index in the whole list of the group's first command. */
  readonly from: number
  readonly commands: readonly Command[]
}

interface GroupProps {
  readonly group: CommandGroup
  readonly listId: string
  readonly active: number
  readonly onChoose: (index: number) => void
  readonly onRun: (command: Command) => void
}

function Group({ group, listId, active, onChoose, onRun }: GroupProps) {
  const nameId = `${listId}-${group.name}`
  return (
    <div role="group" aria-labelledby={nameId}>
      <div className="palette-group cap" id={nameId} role="presentation">
        {group.name}
      </div>
      {group.commands.map((command, i) => (
        <Option
          key={command.id}
          id={optionId(listId, group.from + i)}
          command={command}
          active={group.from + i === active}
          onChoose={() => onChoose(group.from + i)}
          onRun={() => onRun(command)}
        />
      ))}
    </div>
  )
}

interface OptionProps {
  readonly id: string
  readonly command: Command
  readonly active: boolean
  readonly onChoose: () => void
  readonly onRun: () => void
}

function Option({ id, command, active, onChoose, onRun }: OptionProps) {
  const element = useRef<HTMLDivElement>(null)
  const remark = command.disabled ?? command.needs
  useEffect(() => {
    if (active) element.current?.scrollIntoView({ block: 'nearest' })
  }, [active])
  return (
    <div
      ref={element}
      id={id}
      className="palette-option"
      role="option"
      aria-selected={active}
      aria-disabled={command.disabled !== undefined}
      onPointerMove={active ? undefined : onChoose}
      onClick={onRun}
    >
      <span className="palette-title">{command.title}</span>
      {remark !== undefined && <span className="palette-reason">{remark}</span>}
      {command.keys !== undefined && (
        <span className="palette-keys" aria-hidden="true">
          <Kbd keys={command.keys} />
        </span>
      )}
    </div>
  )
}

/** Groups stand in the order of their best command, commands in the order found. */
function groupCommands(commands: readonly Command[]): CommandGroup[] {
  const names = [...new Set(commands.map(({ group }) => group))]
  let from = 0
  return names.map((name) => {
    const group = { name, from, commands: commands.filter((command) => command.group === name) }
    from += group.commands.length
    return group
  })
}

/** Where a key leads in a list that goes round; undefined for other keys. */
function movedChoice(key: string, from: number, length: number): number | undefined {
  if (length === 0) return undefined
  if (key === 'ArrowDown') return (from + 1) % length
  if (key === 'ArrowUp') return (from + length - 1) % length
  if (key === 'PageDown') return Math.min(length - 1, from + 8)
  if (key === 'PageUp') return Math.max(0, from - 8)
  return undefined
}

function describeFound(query: string, found: number): string {
  if (found === 0) return `Nothing is called “${query.trim()}”. Try a part of a name, or an event number.`
  if (found > MOST_SHOWN)
    return `${MOST_SHOWN} of ${formatPlural(found, 'entry', 'entries')}; another letter narrows them.`
  return query === '' ? 'Type a name, a number or a question.' : formatPlural(found, 'entry', 'entries')
}

function optionId(listId: string, index: number): string {
  return `${listId}-${index}`
}
