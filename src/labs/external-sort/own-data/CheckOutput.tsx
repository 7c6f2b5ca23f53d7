import { useEffect, useRef, useState } from 'react'
import { formatBytes } from '../../../base/format.ts'
import { ask, AskError, type Asking, type Engine } from '../../../player/ask.ts'
import { Button } from '../../../ui/Button.tsx'
import { announce } from '../../../ui/LiveRegion.tsx'
import { parseSortReport, type Leftover, type SortReport } from './reports.ts'
import { useTurningPress } from './use-turning-press.ts'

interface CheckOutputProps {
  readonly engine: Engine
  readonly left: Leftover
  readonly onChecked: (report: SortReport) => void
  /** It was read back and is not what was written. */
  readonly onRefuted: () => void
  readonly onFree: () => void
}

const REFUTED = 'The sorted file is not what was written'

/** Reads back a sorted file that was written and not checked to its end: only then is it offered for saving. */
export function CheckOutput({ engine, left, onChecked, onRefuted, onFree }: CheckOutputProps) {
  const { job, stage, sizeBytes } = left
  const asking = useRef<Asking>(undefined)
  const [isReading, setReading] = useState(false)
  const [isRefuted, setRefuted] = useState(stage === 'refuted')
  const [note, setNote] = useState(isRefuted ? `${REFUTED}. Sort the file again.` : '')
  const press = useTurningPress()
  useEffect(() => () => asking.current?.stop(), [])
  const fail = (error: unknown): void => {
    setReading(false)
    const message = error instanceof Error ? error.message : String(error)
    const code = error instanceof AskError ? error.code : undefined
    if (code === 'OUTPUT_NOT_VERIFIED') {
      setRefuted(true)
      setNote(`${message.replace(/^the sorted file is not what was written/, REFUTED)}. Sort the file again.`)
      onRefuted()
    } else setNote(code === 'STOPPED' ? '' : `It was not checked: ${message}.`)
  }
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
      fail(error)
    }
  }
  return (
    <>
      {isRefuted ? (
        <Button danger onPress={() => press('free', onFree)}>{`Free ${formatBytes(sizeBytes)}`}</Button>
      ) : isReading ? (
        <Button onPress={() => press('stop', () => asking.current?.stop())}>Stop here</Button>
      ) : (
        <Button primary onPress={() => press('check', () => void check())}>
          Check it
        </Button>
      )}
      <span className="i3" role="status">
        {note}
      </span>
    </>
  )
}
