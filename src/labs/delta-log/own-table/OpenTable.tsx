import { useState, type ReactNode } from 'react'
import { formatCount } from '../../../base/format.ts'
import { DeltaEvent } from '../../../engine/delta/events.ts'
import type { EndPayload } from '../../../engine/delta/events.ts'
import { Bench } from '../../../player/bench/Bench.tsx'
import type { BenchUi } from '../../../player/bench/bench-ui.ts'
import { useBranch, useSession } from '../../../player/bench/use-moment.ts'
import type { Branch } from '../../../player/branch.ts'
import type { Session } from '../../../player/session.ts'
import { Button } from '../../../ui/Button.tsx'
import './own-table.css'
import { RowsPanel, useShownVersion } from './RowsPanel.tsx'
import { SaveTable } from './SaveTable.tsx'

export interface OpenTableProps {
  readonly session: Session
  readonly ui: BenchUi
  readonly name: string
  readonly topBar: ReactNode
  readonly singleLetterKeys: boolean
  readonly onReport: () => void
  readonly onOther: () => void
}

/** The history of a table in the player, its rows beside it where they are wanted, and how far the log is read. */
export function OpenTable({ session, ui, name, topBar, singleLetterKeys, onReport, onOther }: OpenTableProps) {
  const [hasRows, setRows] = useState(false)
  const showRows = (isShown: boolean): void => {
    setRows(isShown)
    // Where the inspector is a drawer or a tab, it comes and goes with them.
    ui.setState({ inspectorOpen: isShown, phoneTab: isShown ? 'state' : 'stage' })
  }
  return (
    <div className="own-run" data-rows={hasRows || undefined}>
      <Bench
        session={session}
        ui={ui}
        topBar={topBar}
        inspector={hasRows ? <RowsPanel session={session} ui={ui} onClose={() => showRows(false)} /> : undefined}
        singleLetterKeys={singleLetterKeys}
        onOpen={onOther}
      />
      <section className="own-status" aria-label="The table">
        <TableStatus session={session} name={name} />
        <span className="own-acts own-onward">
          <StopButton session={session} />
          <Button onPress={() => ui.setState({ popover: 'fork' })} keys={['F']}>
            Ask
          </Button>
          <RowsButton session={session} isOpen={hasRows} onPress={() => showRows(!hasRows)} />
          <Button onPress={onReport}>The report</Button>
          <span className="own-save">
            <SaveTable table={session.core.ports.engine} name={name} />
          </span>
          <Button onPress={onOther} keys={['O']}>
            Another table
          </Button>
        </span>
      </section>
    </div>
  )
}

function TableStatus({ session, name }: { readonly session: Session; readonly name: string }) {
  const branch = useBranch(session)
  useSession(session, () => branch.end)
  const length = useSession(session, () => branch.log.length)
  const fault = faultOf(branch)
  return (
    <p className="own-writing">
      <b>{name}</b> <span>{wordsOf(branch, length)}</span>
      {fault !== undefined && <span className="bad"> {fault}</span>}
    </p>
  )
}

function wordsOf({ end }: Branch, length: number): string {
  if (end.type !== 'writing') return `${formatCount(length)} events`
  const { done, total, unit } = end
  if (total === 0) return 'reading the log'
  return `${formatCount(done)} of ${formatCount(total)} ${unit} read, ${formatCount(length)} events`
}

/** Why versions are missing, or why the log ends before its last. */
function faultOf({ end, log }: Branch): string | undefined {
  if (end.type === 'writing') return undefined
  if (end.type === 'failed') return `The log ends here: ${end.error.message}`
  if (end.type === 'stopped') return 'Stopped here: later commits were not read.'
  const faults = log.count(DeltaEvent.end, log.length)
  const first = log.nth(DeltaEvent.end, 1)
  if (first === undefined) return undefined
  const { message, code } = log.payload(first) as EndPayload
  const more = faults > 1 ? ` And ${formatCount(faults - 1)} more: the report has all.` : ''
  return `What is whole can be stepped through, but ${message} (${code ?? 'unknown'}).${more}`
}

function StopButton({ session }: { readonly session: Session }) {
  const branch = useBranch(session)
  const type = useSession(session, () => branch.end.type)
  return type === 'writing' ? <Button onPress={() => session.branching.stopRun()}>Stop here</Button> : undefined
}

interface RowsButtonProps {
  readonly session: Session
  readonly isOpen: boolean
  readonly onPress: () => void
}

function RowsButton({ session, isOpen, onPress }: RowsButtonProps) {
  const version = useShownVersion(session)
  if (isOpen) return <Button onPress={onPress}>Hide the rows</Button>
  return <Button onPress={onPress}>{version < 0 ? 'Rows' : `Rows at version ${formatCount(version)}`}</Button>
}
