import { useCallback, useState, type KeyboardEvent, type Ref } from 'react'
import { formatCount } from '../../base/format.ts'
import { isOwnRun, type Branch } from '../branch.ts'
import type { Session } from '../session.ts'
import type { BenchUi } from './bench-ui.ts'
import { foldRows } from './fold-rows.ts'
import { Popover } from './Popover.tsx'
import { useSession } from './use-moment.ts'

interface RunListProps {
  readonly session: Session
  readonly ui: BenchUi
}

/** So many runs are shown at first; the others are asked for. */
const MOST = 12

/** Levels of the tree that are set in by their depth; what is deeper says which run it left. */
const LEVELS = 5
const LEVEL_PX = 14

/** All runs and forks as a tree: show one, compare with it, delete it. */
export function RunList({ session, ui }: RunListProps) {
  const branches = useSession(session, (state) => state.branches)
  const current = useSession(session, (state) => state.current)
  /** Where the list was opened: the first of the rows that were folded there. */
  const [openedAt, setOpenedAt] = useState<number>()
  const close = useCallback(() => ui.setState({ popover: undefined }), [ui])
  const rows = treeOf(branches)
  const at = rows.findIndex(({ branch }) => branch.id === current)
  return (
    <Popover label="Runs and forks" onClose={close} anchor=".run-name" onKeyDown={(event) => undo(session, event)}>
      <p className="popover-title">Runs and forks</p>
      <ul className="runs">
        {foldRows(rows.length, at, openedAt === undefined ? MOST : rows.length).flatMap(({ from, to, isFolded }) =>
          isFolded
            ? [
                <li key={`fold ${from}`}>
                  <button type="button" className="link-button" aria-expanded={false} onClick={() => setOpenedAt(from)}>
                    and {to - from} more
                  </button>
                </li>,
              ]
            : rows
                .slice(from, to)
                .map(({ branch, depth }, i) => (
                  <RunRow
                    key={branch.id}
                    {...{ session, branch, depth, close }}
                    current={branch.id === current}
                    ref={from + i === openedAt ? takeFocus : undefined}
                  />
                )),
        )}
      </ul>
    </Popover>
  )
}

/** What was deleted here is brought back here. */
function undo(session: Session, event: KeyboardEvent): void {
  const isKey = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'z'
  if (!isKey || session.state.undo === undefined) return
  event.preventDefault()
  session.branching.undoDelete()
}

/** The button that was pressed is gone; the keyboard goes on where it stood. */
function takeFocus(row: HTMLElement | null): void {
  row?.querySelector('button')?.focus()
}

interface RunRowProps {
  readonly ref: Ref<HTMLLIElement> | undefined
  readonly session: Session
  readonly branch: Branch
  readonly depth: number
  readonly current: boolean
  readonly close: () => void
}

function RunRow({ ref, session, branch, depth, current, close }: RunRowProps) {
  const length = useSession(session, () => branch.log.length)
  const { name, at, parent } = branch.spec
  const left = depth > LEVELS && parent !== undefined ? `left ${session.core.branchNamed(parent).spec.name}, ` : ''
  const origin =
    parent === undefined ? '' : isOwnRun(branch.spec) ? 'own run, ' : `${left}from event ${formatCount(at)}, `
  return (
    <li ref={ref} style={{ paddingLeft: Math.min(depth, LEVELS) * LEVEL_PX }} aria-current={current || undefined}>
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
