import { useId, useRef, useState, type ReactNode } from 'react'
import { formatPlural } from '../base/format.ts'
import type { StorageNotice } from '../progress/notice.ts'
import type { Settings } from '../progress/settings.ts'
import { Button } from '../ui/Button.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { Sheet } from '../ui/Sheet.tsx'
import { Switch } from '../ui/Switch.tsx'
import './settings-sheet.css'

export interface SettingsSheetProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly settings: Settings
  readonly onSetting: <Key extends keyof Settings>(key: Key, value: Settings[Key]) => void
  /** Events in the learner's log. */
  readonly events: number
  readonly notice: StorageNotice | undefined
  /** Resolves with a sentence on what came of it, "" when the browser shows it. */
  readonly onBackup: () => Promise<string>
  /** Merges a file; resolves with a sentence on what came of it. */
  readonly onRestore: (file: File) => Promise<string>
  readonly onErase: () => Promise<void>
}

const THEME_OPTIONS = [
  { value: 'light', text: 'Light' },
  { value: 'dark', text: 'Dark' },
  { value: 'system', text: 'As the system' },
] as const

const MOTION_OPTIONS = [
  { value: 'full', text: 'All' },
  { value: 'reduced', text: 'None' },
  { value: 'system', text: 'As the system' },
] as const

/** How the page looks and listens, and where the learner's log is. */
export function SettingsSheet(props: SettingsSheetProps) {
  const { open, onClose, settings, onSetting } = props
  return (
    <Sheet open={open} onClose={onClose} title="Settings" size="small">
      <div className="settings">
        <Row label="Theme">
          <Segmented
            label="Theme"
            value={settings.theme}
            options={THEME_OPTIONS}
            onChange={(theme) => onSetting('theme', theme)}
          />
        </Row>
        <Row label="Motion">
          <Segmented
            label="Motion"
            value={settings.motion}
            options={MOTION_OPTIONS}
            onChange={(motion) => onSetting('motion', motion)}
          />
        </Row>
        <Row label="Keys">
          <Switch on={settings.letterKeys} onChange={(on) => onSetting('letterKeys', on)}>
            Keys that are one character
          </Switch>
        </Row>
        <ProgressPart {...props} />
      </div>
    </Sheet>
  )
}

function Row({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="settings-row">
      <span className="settings-label" aria-hidden="true">
        {label}
      </span>
      {children}
    </div>
  )
}

function ProgressPart({ events, notice, onBackup, onRestore, onErase }: SettingsSheetProps) {
  const [told, setTold] = useState('')
  const empty = events === 0 ? 'The log has no event yet.' : undefined
  const tell = (done: Promise<string>) => {
    // The same once more is said once more.
    setTold('')
    void done.then(setTold, (error: unknown) => setTold(`Nothing was done: ${describeReason(error)}`))
  }
  return (
    <section className="settings-progress" aria-labelledby="settings-progress-title">
      <h3 id="settings-progress-title">Your progress</h3>
      <p className="i2">
        {formatPlural(events, 'event')} in this browser.{' '}
        {events === 1
          ? 'It is read here and goes nowhere; a backup file takes it to another browser.'
          : 'They are read here and go nowhere; a backup file takes them to another browser.'}
      </p>
      {notice !== undefined && (
        <p className="settings-notice" role="alert">
          {notice.text}
        </p>
      )}
      <div className="settings-buttons">
        <Button onPress={() => tell(onBackup())} disabled={empty}>
          Save a backup
        </Button>
        <RestoreButton onFile={(file) => tell(onRestore(file))} />
        <EraseButton
          events={events}
          disabled={empty}
          onBackup={() => tell(onBackup())}
          onErase={() => tell(onErase().then(() => 'The log is empty. Settings are back at their defaults.'))}
        />
      </div>
      <p className="settings-told" role="status">
        {told}
      </p>
    </section>
  )
}

function describeReason(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function RestoreButton({ onFile }: { readonly onFile: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null)
  const inputId = useId()
  return (
    <>
      <Button onPress={() => input.current?.click()}>Merge a backup</Button>
      <label htmlFor={inputId} hidden>
        Backup file
      </label>
      <input
        ref={input}
        id={inputId}
        hidden
        type="file"
        accept=".json,application/json"
        onChange={(event) => {
          const file = event.target.files?.[0]
          // The same file can be chosen again only when the field has forgotten it.
          event.target.value = ''
          if (file !== undefined) onFile(file)
        }}
      />
    </>
  )
}

interface EraseButtonProps {
  readonly events: number
  readonly disabled: string | undefined
  readonly onBackup: () => void
  readonly onErase: () => void
}

/** Asks once, in place: an erased log does not come back. */
function EraseButton({ events, disabled, onBackup, onErase }: EraseButtonProps) {
  const [asking, setAsking] = useState(false)
  const wordsId = useId()
  if (!asking) {
    return (
      <Button danger onPress={() => setAsking(true)} disabled={disabled}>
        Erase all
      </Button>
    )
  }
  const erase = () => {
    setAsking(false)
    onErase()
  }
  return (
    <div className="settings-ask" role="group" aria-label="Erase all progress" aria-describedby={wordsId}>
      <p id={wordsId}>
        Attempts under way go too, in every tab, and settings go back to their defaults. Nothing of it comes back
        without a backup.
      </p>
      <Button onPress={onBackup}>Save a backup first</Button>
      <Button onPress={() => setAsking(false)}>Keep it</Button>
      <Button danger onPress={erase}>
        Erase {formatPlural(events, 'event')} for good
      </Button>
    </div>
  )
}
