import type { DeltaState, FileState, StatementRun } from '../../../engine/delta/state.ts'
import { isLive, spanAt } from '../../../engine/delta/state.ts'
import { fileName, isLost, isQuery, partitionLabel, statusOf, versionAtEvent } from '../read.ts'
import { createText, type TextPlacer } from '../../../viz/placed-text.ts'
import type { VersionScale } from './scale.ts'
import type { BarView, GroupView, PredicateView, RowView, WhiskerView } from './types.ts'

const ROW = 18
const LEAST_ROW = 5
const GROUP_GAP = 12
const BAR_SHARE = 0.7
/** Rows lower than this have no name. */
const NAMED_ROW = 11

export interface FilePlace {
  readonly top: number
  readonly bottom: number
  readonly nameX: number
  /** Where names of partitions begin. */
  readonly left: number
  readonly scale: VersionScale
  /** Files that the event touched. */
  readonly touched: ReadonlySet<number>
  /** Where the axes of ordered columns stand; empty without. */
  readonly axes: readonly { readonly column: string; readonly x: number; readonly width: number }[]
}

export interface FileRows {
  readonly groups: readonly GroupView[]
  readonly rows: readonly RowView[]
  readonly bottom: number
  /** Files of the picture's versions that had no room. */
  readonly hidden: number
}

/** One row for each data file, grouped by partition. */
export function layoutFiles(state: DeltaState, place: FilePlace): FileRows {
  const { scale, top, bottom } = place
  const all = [...state.files].filter((file) => isInView(file, scale))
  const room = bottom - top
  const partitions = [...new Set([...state.files].map(({ partition }) => partition))]
  const most = Math.max(1, Math.floor((room - partitions.length * GROUP_GAP) / LEAST_ROW))
  const files = chooseFiles(state, all, place.touched, most)
  const used = partitions.filter((partition) => files.some((file) => file.partition === partition))
  const free = room - Math.max(0, used.length - 1) * GROUP_GAP
  const height = Math.max(LEAST_ROW, Math.min(ROW, free / Math.max(1, files.length)))
  const groups: GroupView[] = []
  const rows: RowView[] = []
  let y = top
  for (const partition of used) {
    const noun = partitions.indexOf(partition) + 1
    groups.push({ noun, x: place.left + 4, y: y + height / 2, partition })
    for (const file of files) {
      if (file.partition !== partition) continue
      rows.push(layoutRow(state, file, { noun, y, height }, place))
      y += height
    }
    y += GROUP_GAP
  }
  return { groups, rows, bottom: y - GROUP_GAP, hidden: all.length - files.length }
}

function isInView({ spans, deletedAt }: FileState, scale: VersionScale): boolean {
  const last = spans.at(-1)
  if (last === undefined) return deletedAt === undefined || deletedAt >= scale.first
  return last.to === undefined || last.to >= scale.first
}

/** What is live, staged or touched comes before what is gone. */
function chooseFiles(
  state: DeltaState,
  files: readonly FileState[],
  touched: ReadonlySet<number>,
  most: number,
): readonly FileState[] {
  if (files.length <= most) return files
  const weight = (file: FileState): number =>
    touched.has(file.id) ? 3 : statusOf(state, file) === 'staged' ? 2 : isLive(file) ? 1 : 0
  const chosen = files.toSorted((a, b) => weight(b) - weight(a) || b.id - a.id).slice(0, most)
  return chosen.sort((a, b) => a.id - b.id)
}

function layoutRow(
  state: DeltaState,
  file: FileState,
  { noun, y, height }: { readonly noun: number; readonly y: number; readonly height: number },
  { scale, touched, axes }: FilePlace,
): RowView {
  const { right } = scale
  const clamp = (version: number): number => scale.x(Math.max(scale.first, version))
  const bars: BarView[] = file.spans.map(({ from, to, deletedRows }) => {
    const x = clamp(from)
    const end = to === undefined ? right : clamp(to)
    return { x, width: Math.max(1, end - x), share: file.rows === 0 ? 1 : 1 - deletedRows / file.rows }
  })
  const last = file.spans.at(-1)
  const vacuumX = file.deletedAt === undefined ? undefined : clamp(file.deletedAt) + 10
  const gone = last?.to === undefined ? undefined : clamp(last.to)
  const status = statusOf(state, file)
  return {
    file: file.id,
    noun,
    y,
    height,
    bars,
    tail: gone === undefined ? undefined : [gone, vacuumX ?? right],
    vacuumX,
    outline:
      last === undefined && file.deletedAt === undefined
        ? outlineOf(state, file, scale, status === 'orphan')
        : undefined,
    isNow: touched.has(file.id),
    whiskers: axes.flatMap((axis) => whiskerOf(state, file, axis)),
  }
}

/** A file in no commit stands where it was written: behind the version of then. */
function outlineOf(state: DeltaState, file: FileState, scale: VersionScale, isOrphan: boolean): RowView['outline'] {
  const before = scale.x(Math.max(scale.first, versionAtEvent(state, file.writtenSeq)))
  const x = Math.min(before + (before < scale.right - 120 ? 70 : 6), scale.right - 12)
  return { x, width: Math.max(10, Math.min(110, scale.right - x)), isOrphan }
}

function whiskerOf(
  state: DeltaState,
  file: FileState,
  { column, x, width }: { readonly column: string; readonly x: number; readonly width: number },
): WhiskerView[] {
  const own = file.bounds[column]
  const range = rangeOf(state, column)
  if (own === undefined || range === undefined || typeof own[0] !== 'number' || typeof own[1] !== 'number') return []
  const [low, high] = range
  const at = (value: number): number => x + (high === low ? 0 : ((value - low) / (high - low)) * width)
  return [{ axisX: x, axisWidth: width, from: at(own[0]), to: Math.max(at(own[0]) + 1.5, at(own[1])) }]
}

/** The least and the greatest number of a column in any file. */
function rangeOf({ files }: DeltaState, column: string): readonly [number, number] | undefined {
  let low = Infinity
  let high = -Infinity
  for (const { bounds } of files) {
    const own = bounds[column]
    if (own === undefined || typeof own[0] !== 'number' || typeof own[1] !== 'number') continue
    low = Math.min(low, own[0])
    high = Math.max(high, own[1])
  }
  return low > high ? undefined : [low, high]
}

/** Names of partitions and files at the left; a word beside an orphan. */
export function placeFileWords(placer: TextPlacer, { groups, rows }: FileRows, { nameX }: FilePlace): void {
  for (const { x, y, partition } of groups) {
    if (partition !== '') placer.place(createText(x + 10, y + 4, partitionLabel(partition), 'strong', 'ink'))
  }
  for (const row of rows) {
    const y = row.y + row.height / 2 + 3.6
    if (row.height >= NAMED_ROW) {
      placer.place(createText(nameX, y, fileName(row.file), 'mono', row.isNow ? 'now' : 'ink-2', 'end'))
    }
    if (row.outline?.isOrphan === true && row.height >= NAMED_ROW) {
      placer.place(createText(row.outline.x - 6, y, 'orphan', 'label', 'bad', 'end'))
    }
  }
}

export function barBox({ y, height }: RowView, { x, width, share }: BarView) {
  const full = Math.max(2, height * BAR_SHARE)
  const own = Math.max(1.5, full * share)
  return { x, y: y + (height - full) / 2 + (full - own), width, height: own }
}

/** What writers at work, or refused, have read: a conflict is a bar that begins inside. */
export function layoutPredicates(
  state: DeltaState,
  runs: readonly StatementRun[],
  { groups, rows }: FileRows,
  scale: VersionScale,
): PredicateView[] {
  return runs.flatMap((run): PredicateView[] => {
    const { plan, readVersion } = run
    if (plan === undefined || readVersion === undefined || readVersion < scale.first) return []
    if (isQuery(run) || (run.end !== undefined && !isLost(run))) return []
    const nouns = groups.filter(({ partition }) => plan.partitions.includes(partition)).map(({ noun }) => noun)
    const covered = rows.filter(({ noun }) => nouns.includes(noun))
    const first = covered[0]
    const last = covered.at(-1)
    if (first === undefined || last === undefined) return []
    const x = scale.x(readVersion)
    const box = { x, y: first.y - 2, width: scale.right - x, height: last.y + last.height - first.y + 4 }
    return [{ ...box, actor: run.actor, isHit: covered.some((row) => isHit(state, run, row.file)) }]
  })
}

/** A file that came into the table after the run had read it. */
function isHit(state: DeltaState, { readVersion = 0, committed }: StatementRun, file: number): boolean {
  if (committed !== undefined) return false
  const from = state.files.get(file).spans[0]?.from
  return from !== undefined && from > readVersion
}

export function liveAt(state: DeltaState, rows: readonly RowView[], version: number): RowView[] {
  return rows.filter(({ file }) => spanAt(state.files.get(file), version) !== undefined)
}
