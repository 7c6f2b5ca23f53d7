import { useCallback } from 'react'
import { formatCount } from '../../base/format.ts'
import type { Branch } from '../branch.ts'
import type { Session } from '../session.ts'
import type { BenchUi } from './bench-ui.ts'
import { Popover } from './Popover.tsx'
import { useSession } from './use-moment.ts'

interface RunListProps {
  readonly session: Session
  readonly ui: BenchUi
}

/** All runs and forks as a tree: show one, compare with it, delete it. */
export function RunList({ session, ui }: RunListProps) {
  const branches = useSession(session, (state) => state.branches)
  const current = useSession(session, (state) => state.current)
  const close = useCallback(() => ui.setState({ popover: undefined }), [ui])
  return (
    <Popover label="Runs and forks" onClose={close}>
      <p className="popover-title">Runs and forks</p>
      <ul className="runs">
        {treeOf(branches).map(({ branch, depth }) => (
          <RunRow key={branch.id} {...{ session, branch, depth, close }} current={branch.id === current} />
        ))}
      </ul>
    </Popover>
  )
}

interface RunRowProps {
  readonly session: Session
  readonly branch: Branch
  readonly depth: number
  readonly current: boolean
  readonly close: () => void
}

function RunRow({ session, branch, depth, current, close }: RunRowProps) {
  const length = useSession(session, () => branch.log.length)
  const { name, at, parent } = branch.spec
  const origin = parent === undefined ? '' : at === 0 ? 'own run, ' : `from event ${formatCount(at)}, `
  return (
    <li style={{ paddingLeft: depth * 14 }} aria-current={current || undefined}>
      <button
        type="button"
        className="run-show"
        data-autofocus={current || undefined}
        onClick={() => {
          close()
          if (!current) session.branching.switchTo(branch.id)
        }}
      >
        <b>{name}</b>{' '}
        <small>
          {origin}
          {formatCount(length)} events
        </small>
      </button>
      {!current && (
        <button
          type="button"
          className="link-button"
          aria-label={`Compare with ${name}`}
          onClick={() => {
            close()
            session.comparing.start(branch.id)
          }}
        >
          compare
        </button>
      )}
      {parent !== undefined && (
        <button
          type="button"
          className="link-button"
          aria-label={`Delete ${name}`}
          onClick={() => session.branching.deleteBranch(branch.id)}
        >
          delete
        </button>
      )}
    </li>
  )
}

interface TreeRow {
  readonly branch: Branch
  readonly depth: number
}

/** Branches in the order of a tree: each right after its trunk and the trunk's older forks. */
export function treeOf(branches: readonly Branch[], parent?: string, depth = 0): readonly TreeRow[] {
  return branches
    .filter((branch) => branch.spec.parent === parent)
    .flatMap((branch) => [{ branch, depth }, ...treeOf(branches, branch.id, depth + 1)])
}
