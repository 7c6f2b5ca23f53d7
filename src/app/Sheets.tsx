import { lazy, Suspense, useSyncExternalStore } from 'react'
import { settingsOf } from '../progress/settings.ts'
import type { AppContext, PageOffer } from './App.tsx'
import { pageCommands } from './lab-commands.ts'
import { rankCommands } from './palette-rank.ts'
import { restoreBackup, saveBackup } from './backup-file.ts'

export type SheetName = 'palette' | 'keys' | 'settings' | 'share'

const Palette = lazy(async () => ({ default: (await import('./Palette.tsx')).Palette }))
const KeysSheet = lazy(async () => ({ default: (await import('./KeysSheet.tsx')).KeysSheet }))
const SettingsSheet = lazy(async () => ({ default: (await import('./SettingsSheet.tsx')).SettingsSheet }))
const ShareSheet = lazy(async () => ({ default: (await import('./ShareSheet.tsx')).ShareSheet }))

export interface SheetsProps {
  readonly context: AppContext
  readonly open: SheetName | undefined
  /** What the page on the screen gives. */
  readonly offered: PageOffer | undefined
  readonly onClose: () => void
}

/** The sheets over any page; each is loaded when it is first asked for. */
export function Sheets({ context, open, offered, onClose }: SheetsProps) {
  const { progress } = context
  const state = useSyncExternalStore(progress.subscribe, () => progress.state)
  const settings = settingsOf(state)
  if (open === undefined) return undefined
  return (
    <Suspense>
      {open === 'palette' && (
        <Palette
          open
          onClose={onClose}
          search={offered?.search ?? ((query) => rankCommands(pageCommands(context), query))}
        />
      )}
      {open === 'keys' && (
        <KeysSheet
          open
          onClose={onClose}
          letterKeys={settings.letterKeys}
          onLetterKeys={(value) => void progress.append({ type: 'setting', key: 'letterKeys', value })}
        />
      )}
      {open === 'settings' && (
        <SettingsSheet
          open
          onClose={onClose}
          settings={settings}
          onSetting={(key, value) => void progress.append({ type: 'setting', key, value })}
          events={state.events}
          notice={progress.notice}
          onBackup={() => void saveBackup(progress, new Date())}
          onRestore={(file) => restoreBackup(progress, file)}
          onErase={() => progress.eraseAll()}
        />
      )}
      {open === 'share' && <ShareSheet open onClose={onClose} moment={offered?.moment} />}
    </Suspense>
  )
}
