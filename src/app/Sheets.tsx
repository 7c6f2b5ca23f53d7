import { useEffect, useSyncExternalStore } from 'react'
import { fetchLaterParts, later, useMissing } from '../player/bench/later.tsx'
import { LABS } from '../labs/registry.ts'
import { settingsOf } from '../progress/settings.ts'
import type { AppContext, LabOnScreen, SheetName } from './context.ts'
import { loadLab } from './load-lab.ts'
import { useHeldKeys } from './use-held-keys.ts'

const PaletteSheet = later(async () => (await import('./PaletteSheet.tsx')).PaletteSheet)
const KeysSheet = later(async () => (await import('./KeysSheet.tsx')).KeysSheet)
const SettingsSheet = later(async () => (await import('./SettingsSheet.tsx')).SettingsSheet)
const ShareSheet = later(async () => (await import('./ShareSheet.tsx')).ShareSheet)

export interface SheetsProps {
  readonly context: AppContext
  readonly open: SheetName | undefined
  /** The lab on the screen, if there is one. */
  readonly lab: LabOnScreen | undefined
  readonly onClose: () => void
}

/** The first screen is drawn by then. */
const FETCH_MS = 1500

/** All that can be asked for is here before it is: without a network nothing changes. */
async function fetchRest(): Promise<void> {
  await fetchLaterParts()
  await Promise.allSettled([
    ...LABS.map(async (entry) => {
      const lab = await loadLab(entry)
      await Promise.all([lab.prepareWords?.(), lab.prepareQuestions?.()])
    }),
    import('../player/share.ts'),
    import('../player/moment-address.ts'),
    import('../player/far-stops.ts'),
    import('../player/bench/line-kinds.ts'),
    import('./bench-log.ts'),
  ])
  await Promise.allSettled(LABS.map(async (entry) => entry.loadOwnData?.()))
}

/**
 * The sheets over any page, fetched before they are asked for. What is typed right after the palette's key is for it,
 * even where it has yet to come.
 */
export function Sheets({ context, open, lab, onClose }: SheetsProps) {
  const { progress } = context
  const state = useSyncExternalStore(progress.subscribe, () => progress.state)
  const settings = settingsOf(state)
  useEffect(() => {
    const timer = setTimeout(() => void fetchRest(), FETCH_MS)
    return () => clearTimeout(timer)
  }, [])
  const isMissing = useMissing().length > 0
  const typed = useHeldKeys(open === 'palette' && !isMissing, onClose)
  if (open === undefined) return undefined
  return (
    <>
      {open === 'palette' && <PaletteSheet context={context} lab={lab} typed={typed} onClose={onClose} />}
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
          onBackup={async () => {
            await (await import('./backup-file.ts')).saveBackup(progress, new Date())
            return ''
          }}
          onRestore={async (file) => (await import('./backup-file.ts')).restoreBackup(progress, file)}
          onErase={() => progress.eraseAll()}
        />
      )}
      {open === 'share' && <ShareSheet open onClose={onClose} session={lab?.session} />}
    </>
  )
}
