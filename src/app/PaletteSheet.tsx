import type { AppContext, LabOnScreen } from './context.ts'
import { createLabCommands, pageCommands } from './lab-commands.ts'
import { Palette } from './Palette.tsx'
import { rankCommands } from './palette-rank.ts'

export interface PaletteSheetProps {
  readonly context: AppContext
  /** The lab on the screen, if there is one. */
  readonly lab: LabOnScreen | undefined
  /** What was typed before the palette was there. */
  readonly typed: () => string
  readonly onClose: () => void
}

/** The palette with what the page on the screen has to offer. */
export function PaletteSheet({ context, lab, typed, onClose }: PaletteSheetProps) {
  const commandsFor = (query: string) =>
    lab === undefined ? pageCommands(context) : createLabCommands(lab, context, query)
  return <Palette open typed={typed} onClose={onClose} search={(query) => rankCommands(commandsFor(query), query)} />
}
