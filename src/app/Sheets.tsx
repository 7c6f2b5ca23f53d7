import { lazy, Suspense, useSyncExternalStore } from 'react'
import { settingsOf } from '../progress/settings.ts'
import type { AppContext, LabOnScreen, SheetName } from './context.ts'

const PaletteSheet = lazy(async () => ({ default: (await import('./PaletteSheet.tsx')).PaletteSheet }))
const KeysSheet = lazy(async () => ({ default: (await import('./KeysSheet.tsx')).KeysSheet }))
const SettingsSheet = lazy(async () => ({ default: (await import('./SettingsSheet.tsx')).SettingsSheet }))
const ShareSheet = lazy(async () => ({ default: (await import('./ShareSheet.tsx')).ShareSheet }))

export interface SheetsProps {
  readonly context: AppContext
  readonly open: SheetName | undefined
  /** The lab on the screen, if there is one. */
  readonly lab: LabOnScreen | undefined
  readonly onClose: () => void
}

/** The sheets over any page; each is loaded when it is first asked for. */
export function Sheets({ context, open, lab, onClose }: SheetsProps) {
  const { progress } = context
  const state = useSyncExternalStore(progress.subscribe, () => progress.state)
  const settings = settingsOf(state)
  if (open === undefined) return undefined
  return (
    <Suspense>
      {open === 'palette' && <PaletteSheet context={context} lab={lab} onClose={onClose} />}
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
          onBackup={() => void import('./backup-file.ts').then(({ saveBackup }) => saveBackup(progress, new Date()))}
          onRestore={async (file) => (await import('./backup-file.ts')).restoreBackup(progress, file)}
          onErase={() => progress.eraseAll()}
        />
      )}
      {open === 'share' && <ShareSheet open onClose={onClose} session={lab?.session} />}
    </Suspense>
  )
}
