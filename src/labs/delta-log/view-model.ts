import { formatCount, formatPlural } from '../../base/format.ts'
import { DeltaEvent } from '../../engine/delta/events.ts'
import { replayCost } from '../../engine/delta/state.ts'
import type { DeltaState, StatementRun } from '../../engine/delta/state.ts'
import type { Moment } from '../../player/lab.ts'
import { createText, TextPlacer, widthOf } from '../../viz/placed-text.ts'
import type { StageMark } from '../../viz/useMarks.ts'
import { boundsKey } from './column-names.ts'
import { rangeOf } from './file-blocks.ts'
import { actorName, cutTold, endLabel, headOf, isGone, latestVersion, writerRuns } from './read.ts'
import {
  barBox,
  layoutFiles,
  layoutPredicates,
  liveAt,
  namesWidth,
  placeFileWords,
  type FilePlace,
  type FileRows,
} from './view-model/files.ts'
import { createScale, type VersionScale } from './view-model/scale.ts'
import { layoutBranch, LANE, outcomesWidth, placeBranchWords } from './view-model/branches.ts'
import { planLanes, wideSteps } from './view-model/lanes.ts'
import { touchedFiles } from './view-model/touched.ts'
import { layoutNodes, layoutReplay, placeOperations, placeVersions } from './view-model/trunk.ts'
import type { AsOfView, PredicateView, RowView, TableView } from './view-model/types.ts'

const NAMES_WIDTH = 88
const NARROW_NAMES_WIDTH = 64
/** Stages of less width are a phone's. */
export const NARROW = 520
/** Of the stage's width: names of partitions that are longer are cut. */
const MOST_NAMES_SHARE = 0.3
const AXIS_WIDTH = 46
const PAD = 24
const NARROW_PAD = 12
/** Stages of less height have one lane on each side of the trunk. */
const LOW = 420

export interface StageSize {
  readonly width: number
  readonly height: number
  readonly compact: boolean
}

/** Everything that the stage draws of a moment. `selected` is a mark: a version is looked at as of then. */
export function layoutTable(moment: Moment<DeltaState>, size: StageSize, selected: string | undefined): TableView {
  const { state, event } = moment
  const { width, height } = size
  const latest = latestVersion(state)
  const lanes = planLanes(state, height < LOW ? { lanes: 1, runs: 2 } : { lanes: 2, runs: 3 })
  const pad = width < NARROW ? NARROW_PAD : PAD
  const names = pad + namesWidth(state, width < NARROW ? NARROW_NAMES_WIDTH : NAMES_WIDTH, width * MOST_NAMES_SHARE)
  const axes = planAxes(state, width - pad, width)
  const right = width - pad - axes.length * (AXIS_WIDTH + 12)
  const scale = createScale({
    left: names + 10,
    right,
    oldest: state.header.firstVersion,
    latest,
    wide: wideSteps(lanes),
    margin: outcomesWidth(lanes),
  })
  const trunkY = 32 + lanes.above * LANE
  const captionY = trunkY + 40 + lanes.below * LANE + (lanes.below > 0 ? 8 : 0)
  const placer = new TextPlacer(width, height)
  const nowVersion = event?.kind === DeltaEvent.commit ? event.b : undefined
  const nodes = layoutNodes(state, scale, nowVersion)
  const seq = event?.seq ?? 0
  const place: FilePlace = {
    top: captionY + 26,
    bottom: height - 30,
    nameX: names,
    left: pad,
    scale,
    touched: touchedFiles(moment),
    axes,
  }
  const files = layoutFiles(state, place)
  const asOf = layoutAsOf(state, selected, scale, trunkY, files)
  placeVersions(placer, nodes, trunkY)
  const drawn = lanes.list.map((lane) => {
    const at = { ...lane, trunkY, scale, seq, right: width - pad }
    return { at, branch: layoutBranch(state, at) }
  })
  const branches = drawn.map(({ branch }) => branch)
  for (const area of branches.flatMap(({ areas }) => areas)) placer.reserve(area)
  if (asOf !== undefined) {
    placer.reserve({ x: asOf.x - 1, y: asOf.top, width: 2, height: asOf.bottom - asOf.top })
    placer.reserve(asOf.labelBox)
  }
  for (const { at, branch } of drawn) placeBranchWords(placer, branch, at)
  placer.place(createText(pad, trunkY + 4, width < NARROW ? 'log' : '_delta_log', 'mono', 'ink'))
  placeOperations(placer, state, nodes, trunkY)
  placeReplayWords(placer, state, scale, trunkY, { asOf: asOf?.version, right: width - pad })
  placer.place(createText(pad, captionY, 'Files', 'strong', 'ink'))
  for (const { column, x } of axes) placer.place(createText(x, captionY, column, 'label', 'ink-2'))
  const left = leftOut(state, scale, files)
  const hasDeleted = files.rows.some(({ vacuumX }) => vacuumX !== undefined)
  placeCaption(placer, left, { left: pad, right: width - pad, y: captionY, isNarrow: width < NARROW, hasDeleted })
  const predicates = layoutPredicates(state, writerRuns(state), files, scale)
  placeFileWords(placer, state, files, place)
  placePredicateWords(placer, state, predicates)
  if (asOf !== undefined) placeAsOfWords(placer, asOf, width)
  return {
    width,
    height,
    nodes,
    trunkY,
    toCome: event === undefined && latest < 0 && moment.log.length > 0 ? [names + 10, right] : undefined,
    trunk: latest < 0 ? undefined : [scale.x(scale.first), scale.x(latest)],
    broken: scale.isCut ? [scale.left, scale.x(scale.first)] : undefined,
    replays: latest < 0 ? [] : replaysOf(state, scale, latest, asOf?.version),
    branches,
    columns: nodes.map(({ x }) => x),
    columnsTop: place.top - 6,
    columnsBottom: Math.max(place.top, files.bottom),
    groups: files.groups,
    rows: files.rows,
    predicates,
    asOf,
    texts: placer.texts,
    marks: listMarks(nodes, trunkY, files.rows, branches),
    summary: summaryOf(state),
  }
}

function planAxes(state: DeltaState, right: number, width: number): FilePlace['axes'] {
  if (width < NARROW) return []
  const shown = state.zOrderBy.slice(0, 3)
  return shown.map((column, i) => ({
    column,
    key: boundsKey(state, column),
    x: right - (shown.length - i) * (AXIS_WIDTH + 12) + 12,
    width: AXIS_WIDTH,
    range: rangeOf(state, boundsKey(state, column)),
  }))
}

function replaysOf(state: DeltaState, scale: VersionScale, latest: number, asOf: number | undefined) {
  const now = layoutReplay(state, scale, latest, 'now')
  return asOf === undefined || asOf < scale.first ? [now] : [now, layoutReplay(state, scale, asOf, 'ink')]
}

function placeReplayWords(
  placer: TextPlacer,
  state: DeltaState,
  scale: VersionScale,
  trunkY: number,
  { asOf, right }: { readonly asOf: number | undefined; readonly right: number },
): void {
  const latest = latestVersion(state)
  if (latest < 0) return
  const y = trunkY + 36
  if (asOf !== undefined) {
    const x = scale.x(Math.max(scale.first, asOf))
    const words = `snapshot ${asOf} = ${costText(state, asOf)}`
    placer.place(
      createText(x - 8, y, words, 'label', 'ink', 'end'),
      createText(x + 8, y, words, 'label', 'ink'),
      createText(x + BESIDE_CURVE, y, words, 'label', 'ink'),
    )
  }
  const x = scale.x(Math.max(scale.first, Math.min(latest, scale.base)))
  const words = `snapshot ${latest} = ${costText(state, latest)}`
  placer.place(
    createText(Math.max(x - 8, scale.left + widthOf(words, 'label')), y, words, 'label', 'now', 'end'),
    createText(x - 8, y, words, 'label', 'now', 'end'),
    createText(x + BESIDE_CURVE, y, words, 'label', 'now'),
    createText(scale.left, y, words, 'label', 'now'),
    createText(right, y, words, 'label', 'now', 'end'),
  )
}

/** So far right of where a writer leaves, its curve is out of the way. */
const BESIDE_CURVE = 24

/** "◆10 + 3 commits" */
export function costText(state: DeltaState, version: number): string {
  const { checkpoint, commits } = replayCost(state, version)
  const rest = formatPlural(commits, 'commit')
  if (checkpoint === undefined) return rest
  return commits === 0 ? `◆${checkpoint}` : `◆${checkpoint} + ${rest}`
}

/** So far under the trunk its versions are written. */
const BELOW_VERSIONS = 24

interface CaptionPlace {
  readonly left: number
  readonly right: number
  readonly y: number
  readonly isNarrow: boolean
  /** A file is drawn that VACUUM has deleted. */
  readonly hasDeleted: boolean
}

/** What the picture does not show: bars whose files nobody can read, and what had no room. */
function leftOut(
  { header, gaps }: DeltaState,
  { first, isCut }: VersionScale,
  { hidden }: FileRows,
): readonly string[] {
  const absent = gaps.absentFiles
  const oldest = header.firstVersion
  const versions = first - 1 === oldest ? `version ${oldest}` : `versions ${oldest} to ${first - 1}`
  return [
    ...(absent === 0 ? [] : [`${formatPlural(absent, 'live file')} not in the folder`]),
    ...(hidden === 0 ? [] : [`${formatPlural(hidden, 'file')} more not drawn`]),
    ...(isCut ? [`${versions} not drawn`] : []),
  ]
}

/** What bars mean, behind the word "Files" or at the right; what is not drawn is told wherever there is room. */
function placeCaption(
  placer: TextPlacer,
  rest: readonly string[],
  { left, right, y, isNarrow, hasDeleted }: CaptionPlace,
): void {
  const deleted = hasDeleted ? '; a stroke across: deleted' : ''
  const usual = `a bar runs from add to remove; dotted: removed, still on disk${deleted}`
  const wanted = [...(isNarrow ? [] : [[usual, ...rest]]), rest, ...rest.map((one) => [one])]
  const lines = wanted.map((parts) => parts.join('; '))
  placer.place(
    ...lines.flatMap((words) => [
      createText(left + 34, y, words, 'label', 'ink-2'),
      createText(right, y, words, 'label', 'ink-2', 'end'),
    ]),
  )
}

function placePredicateWords(placer: TextPlacer, state: DeltaState, predicates: readonly PredicateView[]): void {
  for (const { actor, x, y, isHit } of predicates) {
    const run = state.runs.tryGet(state.currentRun[actor] ?? -1)
    const filter = run?.plan?.filter ?? ''
    const what = filter === 'true' ? 'the whole table' : cutTold(filter)
    const words = `what ${actorName(state, actor)} read: ${what}`
    const tone = isHit ? 'bad' : 'ink-2'
    placer.place(
      createText(x + 2, y - 5, words, 'label', tone),
      createText(x + 8, y - 5, words, 'label', tone),
      createText(x + 8, y + 11, words, 'label', tone),
    )
  }
}

/** The version that is looked at: one that is selected, else one that a reader has asked for by number or time. */
export function lookedAt(state: DeltaState, selected: string | undefined): number | undefined {
  const chosen = /^version-(\d+)$/.exec(selected ?? '')?.[1]
  if (chosen !== undefined) return Number(chosen) <= latestVersion(state) ? Number(chosen) : undefined
  return [...state.runs].flatMap((run) => askedFor(run) ?? []).at(-1)
}

/** RESTORE reads the latest version first, and then the one that it is asked for. */
function askedFor({ text, replay, readVersion }: StatementRun): number | undefined {
  if (!/ AS\s+OF |@v\d/i.test(text)) return undefined
  return headOf(text) === 'RESTORE' && replay?.version === readVersion ? undefined : replay?.version
}

function layoutAsOf(
  state: DeltaState,
  selected: string | undefined,
  scale: VersionScale,
  trunkY: number,
  { rows, bottom }: FileRows,
): AsOfView | undefined {
  const version = lookedAt(state, selected)
  if (version === undefined || version < scale.first) return undefined
  const x = scale.x(version)
  const label = `VERSION AS OF ${version}`
  const width = widthOf(label, 'mono') + 16
  const left = Math.max(0, x - width / 2)
  return {
    version,
    x,
    top: trunkY + BELOW_VERSIONS,
    bottom: bottom + 8,
    rings: liveAt(state, rows, version).map((row) => ({
      y: row.y + row.height / 2,
      isGone: isGone(state.files.get(row.file), version),
    })),
    label,
    labelBox: { x: left, y: bottom + 8, width, height: 19 },
  }
}

function placeAsOfWords(placer: TextPlacer, { rings, labelBox }: AsOfView, width: number): void {
  const gone = rings.filter(({ isGone: is }) => is).length
  const words =
    gone === 0
      ? `${formatPlural(rings.length, 'live file')} where the line meets a bar`
      : `${formatCount(gone)} of its ${formatPlural(rings.length, 'file')} ${gone === 1 ? 'is' : 'are'} gone`
  const x = labelBox.x + labelBox.width + 8
  const y = labelBox.y + 13
  if (x + widthOf(words, 'label') < width) placer.place(createText(x, y, words, 'label', 'ink'))
}

function listMarks(
  nodes: TableView['nodes'],
  trunkY: number,
  rows: readonly RowView[],
  branches: TableView['branches'],
): StageMark[] {
  return [
    ...branches.map(({ actor, from, to, y }, i): StageMark => {
      return {
        key: `run-${i}`,
        mark: `writer-${actor}`,
        x: from,
        y: y - 8,
        width: Math.max(16, to - from),
        height: 16,
      }
    }),
    ...nodes.map(({ version, x }) => ({
      key: `version-${version}`,
      mark: `version-${version}`,
      x: x - 6,
      y: trunkY - 8,
      width: 12,
      height: 30,
    })),
    ...rows.flatMap((row): StageMark[] => {
      const first = row.bars[0] === undefined ? row.outline : row.bars[0]
      if (first === undefined) return []
      const last = row.bars.at(-1) ?? first
      const box = barBox(row, { x: first.x, width: last.x + last.width - first.x, share: 1 })
      return [{ key: `file-${row.file}`, mark: `file-${row.file}`, ...box }]
    }),
  ]
}

function summaryOf(state: DeltaState): string {
  const latest = latestVersion(state)
  const { liveFiles, keptFiles, looseFiles } = state.counts
  const table = latest < 0 ? 'No table yet' : `The table at version ${latest}: ${formatPlural(liveFiles, 'live file')}`
  const loose = state.header.folder === undefined ? `, ${looseFiles} in no commit` : ''
  const rest = `${formatPlural(keptFiles, 'removed file')} on disk${loose}`
  const writers = writerRuns(state).map((run) => `${actorName(state, run.actor)} ${endLabel(run)}`)
  return [table, rest, ...writers].join('; ')
}
