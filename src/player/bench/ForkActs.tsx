import { formatCount } from '../../base/format.ts'
import type { Branch } from '../branch.ts'
import type { BenchUi } from './bench-ui.ts'
import { foldRows } from './fold-rows.ts'

interface ForkActsProps {
  /** The forks that led to a run, oldest first. */
  readonly forks: readonly Branch[]
  readonly ui: BenchUi
}

const MOST = 4

/** What was done otherwise than the parameters say, and from where; of many, the first and the last. The list of runs has all. */
export function ForkActs({ forks, ui }: ForkActsProps) {
  return foldRows(forks.length, forks.length, MOST).flatMap(({ from, to, isFolded }) =>
    isFolded
      ? [
          ' ',
          <button
            key="more"
            type="button"
            className="link-button"
            aria-haspopup="dialog"
            onClick={() => ui.setState({ popover: 'runs' })}
          >
            and {to - from} more
          </button>,
        ]
      : forks.slice(from, to).flatMap(({ id, spec }) => [
          ' ',
          <span className="sentence-act" key={id}>
            From event {formatCount(spec.at)} on: <b>{spec.name}</b>.
          </span>,
        ]),
  )
}
