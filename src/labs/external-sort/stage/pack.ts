import type {
  BarGroup,
  FormView,
  MergeView,
  OutputView,
  RowView,
  StageText,
  StageView,
  StripBlock,
  StripView,
} from '../view-model/types.ts'

/** A picture for the thread that paints. */
export interface FastPicture {
  readonly view: StageView
  readonly texts: readonly StageText[]
  /** The run that is lit. */
  readonly lit: number | undefined
}

/** Groups of bars as columns. */
interface PackedGroups {
  readonly runs: Int32Array
  readonly tones: readonly BarGroup['tone'][]
  /** The rectangles of all, and where those of each end. */
  readonly bars: Float64Array
  readonly ends: Uint32Array
}

/** Rows as columns. */
interface PackedRows {
  /** `EACH` of them, row by row. */
  readonly numbers: Float64Array
  readonly labels: readonly string[]
  readonly labelSizes: readonly RowView['labelSize'][]
  readonly touches: readonly RowView['touch'][]
  /** The heights of all, and where those of each end. */
  readonly heights: Float32Array
  readonly ends: Uint32Array
}

/** Pieces of the strip as columns. */
interface PackedBlocks {
  /** x, y, width, height and run of each. */
  readonly numbers: Float64Array
  readonly states: readonly StripBlock['state'][]
  readonly labels: readonly string[]
}

type PackedStrip = Omit<StripView, 'blocks'> & { readonly blocks: PackedBlocks }
type PackedMerge = Omit<MergeView, 'strip'> & { readonly strip: PackedStrip | undefined }
type PackedForm = Omit<FormView, 'file'> & { readonly file: Packed<FormView['file']> }

type Packed<T extends { readonly groups: readonly BarGroup[] }> = Omit<T, 'groups'> & { readonly groups: PackedGroups }

/**
 * A picture on its way to the thread that paints: what there may be a thousand of stands in columns. An object each, with
 * its names, takes the page longer to hand over than to lay out.
 */
export interface PackedPicture extends Pick<FastPicture, 'texts' | 'lit'> {
  readonly view: Omit<StageView, 'rows' | 'output' | 'scene' | 'texts'>
  readonly scene: PackedForm | PackedMerge
  readonly rows: PackedRows
  readonly output: Packed<OutputView>
}

export function packPicture({ view, texts, lit }: FastPicture): PackedPicture {
  const { width, height, caption, summary, scene, rows, output } = view
  return {
    view: { width, height, caption, summary },
    scene: packScene(scene),
    rows: packRows(rows),
    output: withGroups(output, packGroups(output.groups)),
    texts,
    lit,
  }
}

export function unpackPicture({ view, scene: packed, rows, output, texts, lit }: PackedPicture): FastPicture {
  const unpacked = {
    scene: unpackScene(packed),
    rows: unpackRows(rows),
    output: withGroups(output, unpackGroups(output.groups)),
  }
  return { view: { ...view, ...unpacked, texts }, texts, lit }
}

function packScene(scene: StageView['scene']): PackedPicture['scene'] {
  if (scene.kind === 'form') return { ...scene, file: withGroups(scene.file, packGroups(scene.file.groups)) }
  const { strip } = scene
  return { ...scene, strip: strip && { ...strip, blocks: packBlocks(strip.blocks) } }
}

function unpackScene(scene: PackedPicture['scene']): StageView['scene'] {
  if (scene.kind === 'form') return { ...scene, file: withGroups(scene.file, unpackGroups(scene.file.groups)) }
  const { strip } = scene
  return { ...scene, strip: strip && { ...strip, blocks: unpackBlocks(strip.blocks) } }
}

function packBlocks(blocks: readonly StripBlock[]): PackedBlocks {
  const numbers = new Float64Array(blocks.length * 5)
  blocks.forEach(({ x, y, width, height, run }, i) => numbers.set([x, y, width, height, run], i * 5))
  return { numbers, states: blocks.map(({ state }) => state), labels: blocks.map(({ label }) => label) }
}

function unpackBlocks({ numbers, states, labels }: PackedBlocks): StripBlock[] {
  return labels.map((label, i) => {
    const [x = 0, y = 0, width = 0, height = 0, run = 0] = numbers.subarray(i * 5, i * 5 + 5)
    return { x, y, width, height, run, state: states[i] as StripBlock['state'], label }
  })
}

function withGroups<T, G>(of: T, groups: G): Omit<T, 'groups'> & { readonly groups: G } {
  return { ...of, groups }
}

function packGroups(groups: readonly BarGroup[]): PackedGroups {
  const ends = endsOf(groups.map(({ bars }) => bars.length))
  const bars = new Float64Array(ends.at(-1) ?? 0)
  groups.forEach((group, i) => bars.set(group.bars, ends[i - 1] ?? 0))
  return { runs: Int32Array.from(groups, ({ run }) => run), tones: groups.map(({ tone }) => tone), bars, ends }
}

function unpackGroups({ runs, tones, bars, ends }: PackedGroups): BarGroup[] {
  return tones.map((tone, i) => ({
    run: runs[i] as number,
    bars: Array.from(bars.subarray(ends[i - 1] ?? 0, ends[i])),
    tone,
  }))
}

/** Numbers of a row; `wireTo` is no number where there is no line. */
const EACH = 20

function packRows(rows: readonly RowView[]): PackedRows {
  const numbers = new Float64Array(rows.length * EACH)
  rows.forEach((row, i) => writeNumbers(row, numbers, i * EACH))
  const ends = endsOf(rows.map(({ heights }) => heights.length))
  const heights = new Float32Array(ends.at(-1) ?? 0)
  rows.forEach((row, i) => heights.set(row.heights, ends[i - 1] ?? 0))
  return {
    numbers,
    labels: rows.map(({ label }) => label),
    labelSizes: rows.map(({ labelSize }) => labelSize),
    touches: rows.map(({ touch }) => touch),
    heights,
    ends,
  }
}

function unpackRows({ numbers, labels, labelSizes, touches, heights, ends }: PackedRows): RowView[] {
  return labels.map((label, i) => ({
    ...readNumbers(numbers, i * EACH),
    label,
    labelSize: labelSizes[i] as RowView['labelSize'],
    heights: heights.subarray(ends[i - 1] ?? 0, ends[i]),
    touch: touches[i] as RowView['touch'],
  }))
}

function writeNumbers(row: RowView, to: Float64Array, at: number): void {
  const { bars } = row
  to[at] = row.run
  to[at + 1] = row.x
  to[at + 2] = row.y
  to[at + 3] = row.glyphR
  to[at + 4] = row.nameX
  to[at + 5] = row.cursor
  to[at + 6] = row.loaded
  to[at + 7] = row.length
  to[at + 8] = row.expected
  to[at + 9] = row.touchFrom
  to[at + 10] = row.touchTo
  to[at + 11] = row.height
  to[at + 12] = row.wireTo ?? NaN
  to[at + 13] = row.wireNow ? 1 : 0
  to[at + 14] = bars.origin
  to[at + 15] = bars.step
  to[at + 16] = bars.width
  to[at + 17] = bars.base
  to[at + 18] = bars.low
  to[at + 19] = bars.high
}

function readNumbers(from: Float64Array, at: number): Omit<RowView, 'label' | 'labelSize' | 'heights' | 'touch'> {
  const number = (i: number): number => from[at + i] as number
  return {
    run: number(0),
    x: number(1),
    y: number(2),
    glyphR: number(3),
    nameX: number(4),
    cursor: number(5),
    loaded: number(6),
    length: number(7),
    expected: number(8),
    touchFrom: number(9),
    touchTo: number(10),
    height: number(11),
    wireTo: Number.isNaN(number(12)) ? undefined : number(12),
    wireNow: number(13) === 1,
    bars: {
      origin: number(14),
      step: number(15),
      width: number(16),
      base: number(17),
      low: number(18),
      high: number(19),
    },
  }
}

/** Where each of the lengths ends, one after the other. */
function endsOf(lengths: readonly number[]): Uint32Array {
  let end = 0
  return Uint32Array.from(lengths, (length) => (end += length))
}
