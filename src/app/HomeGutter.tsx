import { formatCount, formatPlural } from '../base/format.ts'
import { Button } from '../ui/Button.tsx'
import './home-gutter.css'

export interface HomeGutterProps {
  readonly events: number
  readonly position: number
  readonly replayedFrom: number
  readonly onSeek: (position: number) => void
}

/** What the practice log's gutter says: how much of it is replayed to draw this page. */
export function HomeGutter({ events, position, replayedFrom, onSeek }: HomeGutterProps) {
  const from = replayedFrom === 0 ? 'nothing' : `event ${formatCount(replayedFrom)}`
  return (
    <div className="home-gutter">
      <output className="home-gutter-position num">
        {formatCount(position)}{' '}
        <small>{position === events ? (events === 1 ? 'event' : 'events') : `of ${formatCount(events)}`}</small>
      </output>
      <p>
        you = <b>{`${from} + ${formatPlural(position - replayedFrom, 'event')}`}</b>
      </p>
      {position === events ? (
        <p className="i3">Scrub to see what you knew then.</p>
      ) : (
        <Button onPress={() => onSeek(events)}>Back to now</Button>
      )}
    </div>
  )
}
