import { Kbd } from '../ui/Kbd.tsx'
import { Sheet } from '../ui/Sheet.tsx'
import type { Command } from '../ui/command.ts'
import './menu-sheet.css'

export type MenuEntry = Pick<Command, 'id' | 'title' | 'part' | 'keys' | 'disabled' | 'run'>

export interface MenuSheetProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly entries: readonly MenuEntry[]
}

/** What does not fit beside the title on a phone, what belongs together under its name. */
export function MenuSheet({ open, onClose, entries }: MenuSheetProps) {
  const run = (entry: MenuEntry) => {
    onClose()
    entry.run()
  }
  const parts = [...new Set(entries.map(({ part = OF_PAGE }) => part))]
  return (
    <Sheet open={open} onClose={onClose} title="More">
      {parts.map((part) => (
        <section key={part} className="menu-sheet" data-part={part}>
          {parts.length > 1 && <h3 className="cap">{part}</h3>}
          <ul aria-label={part}>
            {entries
              .filter((entry) => (entry.part ?? OF_PAGE) === part)
              .map((entry) => (
                <li key={entry.id}>
                  <button type="button" disabled={entry.disabled !== undefined} onClick={() => run(entry)}>
                    <span>{entry.title}</span>
                    {entry.keys !== undefined && <Kbd keys={entry.keys} />}
                    {entry.disabled !== undefined && <small>{entry.disabled}</small>}
                  </button>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </Sheet>
  )
}

const OF_PAGE = 'The page'
