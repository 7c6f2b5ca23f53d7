import { formatBytes, formatPlural } from '../../../base/format.ts'
import { Button } from '../../../ui/Button.tsx'
import type { Leftover } from './reports.ts'

export interface LeftoverActs {
  /** Asks for the file and goes on with the finished runs. */
  readonly onResume: (leftover: Leftover) => void
  readonly onShow: (leftover: Leftover) => void
  readonly onRemove: (leftover: Leftover) => void
}

interface LeftoversProps {
  readonly leftovers: readonly Leftover[]
  readonly acts: LeftoverActs
}

/** Sorts that were cut off, and results that were not saved, with what can be done about each. */
export function Leftovers({ leftovers, acts }: LeftoversProps) {
  if (leftovers.length === 0) return undefined
  const bytes = leftovers.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  return (
    <section className="own-leftovers" aria-label="Left from earlier sorts">
      <h2>Left from earlier sorts</h2>
      <p className="i2">
        {formatPlural(leftovers.length, 'sort')} left {formatBytes(bytes)} on this browser’s disk.
      </p>
      <ul>
        {leftovers.map((leftover) => (
          <li key={leftover.job}>
            <p>
              <b>{leftover.name}</b> <span className="i3">{describe(leftover)}</span>
            </p>
            <span className="own-acts">
              {leftover.stage === 'open' && (
                <Button onPress={() => acts.onResume(leftover)} disabled={whyNot(leftover)}>
                  {leftover.runs === 0 ? 'Sort it again' : `Resume from ${formatPlural(leftover.runs, 'finished run')}`}
                </Button>
              )}
              {leftover.stage === 'finished' && (
                <Button onPress={() => acts.onShow(leftover)} disabled={whyNot(leftover)}>
                  Save it
                </Button>
              )}
              <Button danger onPress={() => acts.onRemove(leftover)} disabled={whyNot(leftover)}>
                {`Free ${formatBytes(leftover.sizeBytes)}`}
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function describe({ stage, fileSizeBytes, runs, records, isBusy }: Leftover): string {
  const size = formatBytes(fileSizeBytes)
  if (isBusy) return `${size}, another tab is working on it`
  switch (stage) {
    case 'open':
      if (runs === 0) return `${size}, cut off before its first run was finished`
      return `${size}, cut off with ${formatPlural(runs, 'run')} of ${formatPlural(records, 'row')} finished`
    case 'finished':
      return `${size}, sorted and not saved`
    case 'saved':
      return `${size}, sorted and saved`
    case 'unknown':
      return 'left by another version of Lakescope'
  }
}

function whyNot({ isBusy }: Leftover): string | undefined {
  return isBusy ? 'Another tab is working on it. Close it there first.' : undefined
}
