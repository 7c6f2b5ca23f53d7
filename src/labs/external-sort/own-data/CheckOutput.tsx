import { useEffect, useRef, useState } from 'react'
import { formatBytes } from '../../../base/format.ts'
import { ask, AskError, type Asking, type Engine } from '../../../player/ask.ts'
import { Button } from '../../../ui/Button.tsx'
import { announce } from '../../../ui/LiveRegion.tsx'
import { parseSortReport, type SortReport } from './reports.ts'

interface CheckOutputProps {
  readonly engine: Engine
  readonly job: string
  readonly onChecked: (report: SortReport) => void
}

/** Reads back a sorted file that was written and not checked to its end: only then is it offered for saving. */
export function CheckOutput({ engine, job, onChecked }: CheckOutputProps) {
  const asking = useRef<Asking>(undefined)
  const [isReading, setReading] = useState(false)
  const [note, setNote] = useState('')
  useEffect(() => () => asking.current?.stop(), [])
  const check = async (): Promise<void> => {
    setReading(true)
    setNote('reading it back')
    asking.current = ask(engine, 'check-sorted', { job }, (done, total) =>
      setNote(`reading it back: ${formatBytes(done)} of ${formatBytes(total)}`),
    )
    try {
      const report = parseSortReport(await asking.current.answer)
      announce('The sorted file was read back: it is whole and in order.')
      onChecked(report)
    } catch (error) {
      const isStopped = error instanceof AskError && error.code === 'STOPPED'
      setReading(false)
      setNote(isStopped ? '' : `It was not checked: ${error instanceof Error ? error.message : String(error)}.`)
    }
  }
  return (
    <>
      {isReading ? (
        <Button onPress={() => asking.current?.stop()}>Stop here</Button>
      ) : (
        <Button primary onPress={() => void check()}>
          Check it
        </Button>
      )}
      <span className="i3" role="status">
        {note}
      </span>
    </>
  )
}
