import type { DeltaState, FileState, StatementRun } from '../../../engine/delta/state.ts'
import { isLive, spanAt } from '../../../engine/delta/state.ts'
import { countInView, isInView, isLoose, newestFiles, partitionsOf } from '../file-blocks.ts'
import type { BlockFacts, NumberRange } from '../file-blocks.ts'
import { fileName, isLost, isQuery, partitionLabel, statusOf, versionAtEvent } from '../read.ts'
import { createText, cutText, widthOf, type TextPlacer } from '../../../viz/placed-text.ts'
import type { VersionScale } from './scale.ts'
import type { BarView, GroupView, PredicateView, RowView, WhiskerView } from './types.ts'

const ROW = 18
const LEAST_ROW = 5
const GROUP_GAP = 12
const BAR_SHARE = 0.7

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
  readonly axes: readonly FileAxis[]
}

/** Beside the bars: where the values of an ordered column lie in each file. */
export interface FileAxis {
  readonly column: string
  /** Its name in the files' bounds. */
  readonly key: string
  readonly x: number
  readonly width: number
  /** Of all files; undefined where the statistics do not tell. */
  readonly range: NumberRange | undefined
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
  const room = bottom - top
  const partitions = partitionsOf(state)
  const most = Math.max(1, Math.floor((room - partitions.length * GROUP_GAP) / LEAST_ROW))
  const files = chooseFiles(state, { first: scale.first, touched: place.touched, most })
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
  return { groups, rows, bottom: y - GROUP_GAP, hidden: countInView(state, scale.first) - files.length }
}

export interface FilesWanted {
  /** The first version of the picture. */
  readonly first: number
  readonly touched: ReadonlySet<number>
  readonly most: number
}

/**
 * The files of a picture, by id: where there are too many, what is touched, then staged, then live comes before what is
 * gone, the newest first.
 */
export function chooseFiles(state: DeltaState, { first, touched, most }: FilesWanted): readonly FileState[] {
  const chosen = new Map<number, FileState>()
  const take = (files: readonly FileState[]): void => {
    for (const file of files) if (chosen.size < most) chosen.set(file.id, file)
  }
  const wanted = [...touched].sort((a, b) => b - a).flatMap((id) => state.files.tryGet(id) ?? [])
  take(wanted.filter((file) => isInView(file, first)))
  const isStaged = (file: FileState): boolean => isLoose(file) && statusOf(state, file) === 'staged'
  take(newestFiles(state, most, isStaged, ({ loose }) => loose > 0))
  if (chosen.size < most) take(newestFiles(state, most, isLive, ({ live }) => live > 0))
  const mayBeSeen = ({ loose, lastGone }: BlockFacts): boolean => loose > 0 || lastGone >= first
  if (chosen.size < most) {
    const isLeft = (file: FileState): boolean => isInView(file, first) && !isLive(file) && !chosen.has(file.id)
    take(newestFiles(state, most, isLeft, mayBeSeen))
  }
  return [...chosen.values()].sort((a, b) => a.id - b.id)
}

function layoutRow(
  state: DeltaState,
  file: FileState,
  { noun, y, height }: { readonly noun: number; readonly y: number; readonly height: number },
  { scale, touched, axes }: FilePlace,
): RowView {
  const { right } = scale
  const seen = file.spans.filter(({ to = Infinity }) => to >= scale.first)
  const bars = seen.map(({ from, to, deletedRows }): BarView => {
    const x = scale.start(from)
    const end = to === undefined ? right : scale.x(to)
    return { x, width: Math.max(1, end - x), share: shareOf(file, deletedRows) }
  })
  const last = file.spans.at(-1)
  const vacuumX = typeof file.deletedAt === 'number' ? scale.start(file.deletedAt) + 10 : undefined
  const gone = last?.to === undefined ? undefined : scale.start(last.to)
  const status = statusOf(state, file)
  return {
    file: file.id,
    noun,
    y,
    height,
    bars,
    tail: gone === undefined || status === 'absent' ? undefined : [gone, vacuumX ?? right],
    vacuumX,
    outline: isLoose(file) ? outlineOf(state, file, scale, status === 'orphan') : undefined,
    isNow: touched.has(file.id),
    whiskers: axes.flatMap((axis) => whiskerOf(file, axis)),
  }
}

/** Of a bar's height: what deletion vectors leave, where the rows are told. */
function shareOf({ rows = 0 }: FileState, deletedRows: number): number {
  return rows === 0 ? 1 : 1 - deletedRows / rows
}

/** A file in no commit stands where it was written: behind the version of then. */
function outlineOf(state: DeltaState, file: FileState, scale: VersionScale, isOrphan: boolean): RowView['outline'] {
  const before = scale.start(versionAtEvent(state, file.writtenSeq))
  const x = Math.min(before + (before < scale.right - 120 ? 70 : 6), scale.right - 12)
  return { x, width: Math.max(10, Math.min(110, scale.right - x)), isOrphan }
}

function whiskerOf(file: FileState, { key, x, width, range }: FileAxis): WhiskerView[] {
  const own = file.bounds[key]
  if (own === undefined || range === undefined || typeof own[0] !== 'number' || typeof own[1] !== 'number') return []
  const [low, high] = range
  const at = (value: number): number => x + (high === low ? 0 : ((value - low) / (high - low)) * width)
  return [{ axisX: x, axisWidth: width, from: at(own[0]), to: Math.max(at(own[0]) + 1.5, at(own[1])) }]
}

/** From the edge of the names to the first letter of a partition's. */
const PARTITION_INDENT = 14
const NAME_GAP = 8
/** Partitions that the room for names is made for; there may be many more, and a longer name is cut. */
const MEASURED_PARTITIONS = 64

/** What the names of partitions and files take, at least `least` and as far as they need it up to `most`. */
export function namesWidth(state: DeltaState, least: number, most: number): number {
  const labels = partitionsOf(state).slice(0, MEASURED_PARTITIONS).map(partitionLabel)
  const widest = Math.max(0, ...labels.map((label) => widthOf(label, 'strong')))
  return Math.max(least, Math.min(most, PARTITION_INDENT + widest + NAME_GAP + fileNameWidth(state)))
}

function fileNameWidth({ files }: DeltaState): number {
  return widthOf(fileName(Math.max(0, files.length - 1)), 'mono')
}

/** Names of partitions and files at the left; a word beside an orphan. */
export function placeFileWords(placer: TextPlacer, state: DeltaState, files: FileRows, place: FilePlace): void {
  const { groups, rows } = files
  const { nameX, left } = place
  const room = nameX - left - PARTITION_INDENT - NAME_GAP - fileNameWidth(state)
  for (const { y, partition } of groups) {
    if (partition === '') continue
    const label = createText(left + PARTITION_INDENT, y + 4, partitionLabel(partition), 'strong', 'ink')
    placer.place(cutText(label, room))
  }
  // Where rows are low not every name has room: the files that the event is about come first.
  for (const row of [...rows.filter(({ isNow }) => isNow), ...rows.filter(({ isNow }) => !isNow)]) {
    const y = row.y + row.height / 2 + 3.6
    placer.place(createText(nameX, y, fileName(row.file), 'mono', row.isNow ? 'now' : 'ink-2', 'end'))
    if (row.outline?.isOrphan === true) placer.place(createText(row.outline.x - 6, y, 'orphan', 'label', 'bad', 'end'))
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
