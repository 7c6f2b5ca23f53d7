import { useCallback, useMemo, useState, type KeyboardEvent, type PointerEvent } from 'react'
import type { SortState } from '../../../engine/sort/state.ts'
import type { StageProps } from '../../../player/lab.ts'
import { announce } from '../../../ui/LiveRegion.tsx'
import { neighbourOf, spotAt, type Direction } from '../../../viz/spots.ts'
import { describeMark, listMarks, type Mark } from '../view-model/marks.ts'
import type { StageView } from '../view-model/types.ts'

const DIRECTIONS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}

/** How far beside a mark still means it, in px. */
const SLACK = 2

/** What the stage does with pointer and keys. */
export interface MarksInUse {
  /** Every place that can be pointed at; made when somebody asks. */
  readonly list: () => readonly Mark[]
  /** The place that the arrow keys have come to. */
  readonly focused: Mark | undefined
  readonly onPointerMove: (event: PointerEvent<SVGSVGElement>) => void
  readonly onPointerLeave: () => void
  readonly onClick: (event: { currentTarget: SVGSVGElement; clientX: number; clientY: number }) => void
  readonly onKeyDown: (event: KeyboardEvent<SVGSVGElement>) => void
  readonly onBlur: () => void
}

/** The stage is one stop of the tab key; arrow keys go from mark to mark, Enter selects, Esc leaves both. */
export function useMarks(props: StageProps<SortState>, view: StageView): MarksInUse {
  const { moment, hovered, selected, onHover, onSelect } = props
  const [focusedKey, setFocusedKey] = useState<string | undefined>(undefined)
  const list = useMemo(() => lazy(() => listMarks(moment, view)), [moment, view])
  const stops = useMemo(() => lazy(() => list().filter((mark) => mark.kind !== 'area')), [list])
  const focused = focusedKey === undefined ? undefined : list().find((mark) => mark.key === focusedKey)

  const at = useCallback(
    (event: { currentTarget: SVGSVGElement; clientX: number; clientY: number }): Mark | undefined => {
      const box = event.currentTarget.getBoundingClientRect()
      return spotAt(list(), event.clientX - box.left, event.clientY - box.top, SLACK)
    },
    [list],
  )

  const enter = (mark: Mark | undefined): void => {
    if (mark === undefined) return
    setFocusedKey(mark.key)
    onHover(mark.mark)
    announce(describeMark(moment, mark.mark))
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
      enter(stops().find((mark) => mark.mark === selected) ?? stops()[0])
      return true
    }
    if (event.key === 'Escape') {
      if (focused.mark === selected) onSelect(undefined)
      leave()
    } else if (event.key === 'Enter') select(focused.mark)
    else if (direction !== undefined) enter(neighbourOf(stops(), focused, direction))
    else return false
    return true
  }

  return {
    list,
    focused,
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
  }
}

function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}
