import { Sheet } from '../ui/Sheet.tsx'
import { Switch } from '../ui/Switch.tsx'
import { KEYS, type KeyArea, type KeyEntry } from './keys.ts'
import './keys-sheet.css'

export interface KeysSheetProps {
  readonly open: boolean
  readonly onClose: () => void
  /** Are single characters keys at all? */
  readonly letterKeys: boolean
  readonly onLetterKeys: (on: boolean) => void
  /** The keys that act on this page; all of them when left out. */
  readonly keys?: readonly KeyEntry[]
}

const AREAS: readonly { readonly area: KeyArea; readonly title: string }[] = [
  { area: 'page', title: 'Everywhere' },
  { area: 'story', title: 'Story' },
  { area: 'stage', title: 'Stage' },
  { area: 'inspector', title: 'Inspector' },
  { area: 'timeline', title: 'Timeline' },
  { area: 'practice', title: 'Practice' },
]

/** All keys, each on the part of the page that it acts on. */
export function KeysSheet({ open, onClose, letterKeys, onLetterKeys, keys = KEYS }: KeysSheetProps) {
  return (
    <Sheet open={open} onClose={onClose} title="Keys" size="large">
      <div className="keys-map">
        {AREAS.map(({ area, title }) => (
          <Area
            key={area}
            area={area}
            title={title}
            entries={keys.filter((entry) => entry.area === area)}
            letterKeys={letterKeys}
          />
        ))}
      </div>
      <div className="keys-foot">
        <Switch on={letterKeys} onChange={onLetterKeys}>
          Keys that are one character
        </Switch>
        <p className="i3">
          In a field or an editor they are off by themselves. Space, arrows and Esc stay as they are.
        </p>
      </div>
    </Sheet>
  )
}

interface AreaProps {
  readonly area: KeyArea
  readonly title: string
  readonly entries: readonly KeyEntry[]
  readonly letterKeys: boolean
}

function Area({ area, title, entries, letterKeys }: AreaProps) {
  const titleId = `keys-${area}`
  return (
    <section className={`keys-area keys-on-${area}`} aria-labelledby={titleId}>
      <h3 className="cap" id={titleId}>
        {title}
      </h3>
      <dl>
        {entries.map((entry) => (
          <Entry key={entry.does} entry={entry} off={entry.letter && !letterKeys} />
        ))}
      </dl>
    </section>
  )
}

function Entry({ entry, off }: { readonly entry: KeyEntry; readonly off: boolean }) {
  return (
    <div className={off ? 'keys-entry keys-off' : 'keys-entry'}>
      <dt>
        {entry.keys.map((chord) => (
          <span key={chord.join('+')} className="keys-chord">
            {chord.map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
          </span>
        ))}
      </dt>
      <dd>
        {entry.when !== undefined && `${entry.when}: `}
        {entry.does}
        {off && <span className="visually-hidden"> (off)</span>}
      </dd>
    </div>
  )
}
