import type { Session } from '../player/session.ts'
import type { AppContext } from './context.ts'
import { createLabCommands, pageCommands } from './lab-commands.ts'
import { Palette } from './Palette.tsx'
import { rankCommands } from './palette-rank.ts'

export interface PaletteSheetProps {
  readonly context: AppContext
  /** The lab on the screen, if there is one. */
  readonly session: Session | undefined
  readonly onClose: () => void
}

/** The palette with what the page on the screen has to offer. */
export function PaletteSheet({ context, session, onClose }: PaletteSheetProps) {
  const commandsFor = (query: string) =>
    session === undefined ? pageCommands(context) : createLabCommands(session, context, query)
  return <Palette open onClose={onClose} search={(query) => rankCommands(commandsFor(query), query)} />
}
