import { tryEvent, type PositionEvent } from '../progress/events.ts'

const KEY = 'lakescope.own-place'

/** Where this tab stands, for when it is loaded again: the log's last place may be another tab's. Undefined forgets it. */
export function keepOwnPlace(place: PositionEvent | undefined): void {
  try {
    if (place === undefined) sessionStorage.removeItem(KEY)
    else sessionStorage.setItem(KEY, JSON.stringify(place))
  } catch {
    // Without storage it is the log's last place.
  }
}

/** Where this tab stood in the lab when it was left. */
export function tryOwnPlace(lab: string): PositionEvent | undefined {
  try {
    const event = tryEvent(JSON.parse(sessionStorage.getItem(KEY) ?? '{}') as Record<string, unknown>)
    return event?.type === 'position' && event.lab === lab ? event : undefined
  } catch {
    return undefined
  }
}
