import { useEffect, useRef } from 'react'
import { formatBytes, formatPlural } from '../../../base/format.ts'
import { Button } from '../../../ui/Button.tsx'
import { formatAgo } from '../../../ui/dates.ts'
import { firstPoint } from './kept-words.ts'
import { keyWords } from './own-lab.ts'
import type { Leftover, SortStage } from './reports.ts'
import type { Leftovers } from './use-leftovers.ts'

interface LeftoverListProps {
  readonly leftovers: Leftovers
  /** Goes on with finished runs, once the file is opened again. */
  readonly onResume: (leftover: Leftover) => void
  readonly onShow: (leftover: Leftover) => void
}

/** Sorts that were cut off, and results that were not saved, with what can be done about each. */
export function LeftoverList({ leftovers: { list, note, remove }, onResume, onShow }: LeftoverListProps) {
  const place = useRef<HTMLElement>(null)
  const isFreeing = useRef(false)
  // The button that freed a row has gone with it.
  useEffect(() => {
    if (isFreeing.current && document.activeElement === document.body) place.current?.focus({ preventScroll: true })
    isFreeing.current = false
  }, [list.length])
  const bytes = list.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  return (
    <section className="own-leftovers" aria-label="Left from earlier sorts" ref={place} tabIndex={-1}>
      <p role="status" className="i2">
        {note}
      </p>
      {list.length > 0 && (
        <>
          <h2>Left from earlier sorts</h2>
          <p className="i2">
            {formatPlural(list.length, 'sort')} left {formatBytes(bytes)} in this browser.
          </p>
          <ul>
            {newestFirst(list).map((leftover) => (
              <LeftoverRow
                key={leftover.job}
                {...{ leftover, onResume, onShow }}
                onRemove={() => {
                  isFreeing.current = true
                  void remove([leftover.job])
                }}
              />
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

function newestFirst(list: readonly Leftover[]): readonly Leftover[] {
  return list.toSorted((a, b) => b.startedAtMs - a.startedAtMs)
}

interface LeftoverRowProps extends Pick<LeftoverListProps, 'onResume' | 'onShow'> {
  readonly leftover: Leftover
  readonly onRemove: () => void
}

function LeftoverRow({ leftover, onResume, onShow, onRemove }: LeftoverRowProps) {
  const { name, stage, runs, sizeBytes } = leftover
  const save = SAVE_WORDS[stage]
  const reason = leftover.isBusy ? 'Another tab has it open. Close it there first.' : undefined
  return (
    <li>
      <p>
        <b>{name === '' ? leftover.job : name}</b> <span className="i3">{describe(leftover)}</span>
        <span className="i3 own-left-how">{describeStart(leftover, new Date())}</span>
      </p>
      <span className="own-acts">
        {stage === 'open' && (
          <Button onPress={() => onResume(leftover)} disabled={reason}>
            {runs === 0 ? 'Sort it again' : `Go on with ${formatPlural(runs, 'finished run')}`}
          </Button>
        )}
        {save !== undefined && (
          <Button onPress={() => onShow(leftover)} disabled={reason}>
            {save}
          </Button>
        )}
        <Button danger onPress={onRemove} disabled={reason}>
          {`Free ${formatBytes(sizeBytes)}`}
        </Button>
      </span>
    </li>
  )
}

/** What can be done with a result that is still here. */
const SAVE_WORDS: Readonly<Partial<Record<SortStage, string>>> = {
  unchecked: 'Check it',
  finished: 'Save it',
  'rejects-left': 'Save them',
  downloaded: 'Save it again',
}

function describe({ stage, fileSizeBytes, runs, records, isBusy, params, report }: Leftover): string {
  const size = formatBytes(fileSizeBytes)
  if (isBusy) return `${size}, another tab has it open`
  switch (stage) {
    case 'open':
      if (runs === 0) return `${size}, cut off before ${firstPoint(params)}`
      return `${size}, cut off with ${formatPlural(runs, 'run')} of ${formatPlural(records, 'row')} finished`
    case 'unchecked':
      return `${size}, sorted; the sorted file was not read back to its end`
    case 'refuted':
      return `${size}, sorted; the sorted file is not what was written: free it and sort the file again`
    case 'finished':
      return `${size}, sorted and not saved`
    case 'rejects-left':
      return `${size}, sorted and saved; ${formatPlural(report?.rejectedRows ?? 0, 'rejected row')} not saved`
    case 'downloaded':
      return `${size}, sorted and handed to your downloads; free it when the download is there`
    case 'saved':
      return `${size}, sorted and saved`
    case 'unknown':
      return 'left by another version of Lakescope'
  }
}

/** What tells two sorts of the same file apart: "by city ascending; begun today at 09:05". */
export function describeStart({ params, startedAtMs }: Pick<Leftover, 'params' | 'startedAtMs'>, now: Date): string {
  const keys = keyWords(params)
  const start = new Date(startedAtMs)
  const begun = startedAtMs === 0 ? '' : `begun ${formatAgo(start, now)} at ${formatTime(start)}`
  return [keys === '' ? '' : `by ${keys}`, begun].filter((part) => part !== '').join('; ')
}

/** "09:05". */
function formatTime(date: Date): string {
  return [date.getHours(), date.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':')
}
