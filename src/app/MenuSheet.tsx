import { Kbd } from '../ui/Kbd.tsx'
import { Sheet } from '../ui/Sheet.tsx'
import type { Command } from '../ui/command.ts'
import './menu-sheet.css'

export type MenuEntry = Pick<Command, 'id' | 'title' | 'keys' | 'disabled' | 'run'>

export interface MenuSheetProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly entries: readonly MenuEntry[]
}

/** What does not fit beside the title on a phone. */
export function MenuSheet({ open, onClose, entries }: MenuSheetProps) {
  const run = (entry: MenuEntry) => {
    onClose()
    entry.run()
  }
  return (
    <Sheet open={open} onClose={onClose} title="More">
      <ul className="menu-sheet">
        {entries.map((entry) => (
          <li key={entry.id}>
            <button type="button" disabled={entry.disabled !== undefined} onClick={() => run(entry)}>
              <span>{entry.title}</span>
              {entry.keys !== undefined && <Kbd keys={entry.keys} />}
              {entry.disabled !== undefined && <small>{entry.disabled}</small>}
            </button>
          </li>
        ))}
      </ul>
    </Sheet>
  )
}
