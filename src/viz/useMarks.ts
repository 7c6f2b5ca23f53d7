import { useCallback, useMemo, useState, type KeyboardEvent, type PointerEvent } from 'react'
import type { Box } from './placed-text.ts'
import { neighbourOf, spotAt, type Direction } from './spots.ts'

/** A place on a stage that can be pointed at; several places may name the same thing. */
export interface StageMark extends Box {
  /** Unique in the picture. */
  readonly key: string
  /** The noun it is: "version-6", "file-3". */
  readonly mark: string
}

export interface MarksAsked {
  /** Every place, in reading order. */
  readonly list: () => readonly StageMark[]
  readonly hovered: string | undefined
  readonly selected: string | undefined
  readonly onHover: (mark: string | undefined) => void
  readonly onSelect: (mark: string | undefined) => void
  /** Told of the mark that the arrow keys have come to. */
  readonly onEnter: (mark: string) => void
}

/** What the stage does with pointer and keys. */
export interface MarksInUse {
  readonly list: () => readonly StageMark[]
  /** The place that the arrow keys have come to. */
  readonly focused: StageMark | undefined
  readonly handlers: {
    readonly onPointerMove: (event: PointerEvent<SVGSVGElement>) => void
    readonly onPointerLeave: () => void
    readonly onClick: (event: { currentTarget: SVGSVGElement; clientX: number; clientY: number }) => void
    readonly onKeyDown: (event: KeyboardEvent<SVGSVGElement>) => void
    readonly onBlur: () => void
  }
}

const DIRECTIONS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}

/** How far beside a mark still means it, in px. */
const SLACK = 2

/** A stage is one stop of the tab key; arrow keys go from mark to mark, Enter selects, Esc leaves both. */
export function useMarks({ list: make, hovered, selected, onHover, onSelect, onEnter }: MarksAsked): MarksInUse {
  const [focusedKey, setFocusedKey] = useState<string | undefined>(undefined)
  const list = useMemo(() => lazy(make), [make])
  const focused = focusedKey === undefined ? undefined : list().find((mark) => mark.key === focusedKey)

  const at = useCallback(
    (event: { currentTarget: SVGSVGElement; clientX: number; clientY: number }): StageMark | undefined => {
      const box = event.currentTarget.getBoundingClientRect()
      return spotAt(list(), event.clientX - box.left, event.clientY - box.top, SLACK)
    },
    [list],
  )

  const enter = (mark: StageMark | undefined): void => {
    if (mark === undefined) return
    setFocusedKey(mark.key)
    onHover(mark.mark)
    onEnter(mark.mark)
  }
  const leave = (): void => {
    setFocusedKey(undefined)
    onHover(undefined)
  }
  const select = (mark: string | undefined): void => onSelect(mark === selected ? undefined : mark)

  const press = (event: KeyboardEvent<SVGSVGElement>): boolean => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return false
    const direction = DIRECTIONS[event.key]
    if (focused === undefined) {
      if (event.key !== 'Enter' && direction !== 'up' && direction !== 'down') return false
      enter(list().find((mark) => mark.mark === selected) ?? list()[0])
      return true
    }
    if (event.key === 'Escape') {
      if (focused.mark === selected) onSelect(undefined)
      leave()
    } else if (event.key === 'Enter') select(focused.mark)
    else if (direction !== undefined) enter(neighbourOf(list(), focused, direction))
    else return false
    return true
  }

  return {
    list,
    focused,
    handlers: {
      onPointerMove: (event) => {
        const mark = at(event)?.mark
        if (mark !== hovered) onHover(mark)
      },
      onPointerLeave: () => onHover(undefined),
      onClick: (event) => {
        setFocusedKey(undefined)
        select(at(event)?.mark)
      },
      onKeyDown: (event) => {
        if (!press(event)) return
        event.preventDefault()
        event.stopPropagation()
      },
      onBlur: () => {
        if (focusedKey !== undefined) leave()
      },
    },
  }
}

function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}
