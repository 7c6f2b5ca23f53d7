import type { Bars, Rectangles } from '../../../viz/bars.ts'
import type { Spot } from '../../../viz/spots.ts'

export type Box = Spot

export type Tone = 'ink' | 'ink-2' | 'ink-3' | 'now' | 'bad'

/** How a text is set; sizes are in `TEXT_SIZE`. */
export type TextStyle = 'label' | 'strong' | 'mono' | 'key' | 'small-key' | 'tick' | 'title' | 'body'

export interface StageText {
  readonly x: number
  /** Baseline. */
  readonly y: number
  readonly text: string
  /** Strong words before the text. */
  readonly lead?: string
  /** A key to be pressed, one of the words of the text. */
  readonly key?: string
  readonly style: TextStyle
  readonly tone: Tone
  readonly anchor: 'start' | 'middle' | 'end'
  /** The whole text where it is cut. */
  readonly full?: string
}

/** What one event did to a mark: drawn in the colour of the present. */
export type Touch = 'none' | 'page' | 'emit' | 'seal' | 'begin'

/** A run as a row of bars. Coordinates are relative to (x, y), so that a row can move as one. */
export interface RowView {
  readonly run: number
  readonly x: number
  /** Middle of the row. */
  readonly y: number
  readonly glyphR: number
  /** How far from x its shape and name stand: beside its bars, where those grow towards it. */
  readonly nameX: number
  /** "R6", or "" where rows are too low for names. */
  readonly label: string
  readonly labelSize: 'mono' | 'tick'
  readonly bars: Bars
  /** Index 0 is the record that comes first; it stands at the right. */
  readonly heights: Float32Array
  /** Bars [0, cursor) are consumed, [cursor, loaded) in memory, [loaded, length) on disk. */
  readonly cursor: number
  readonly loaded: number
  readonly length: number
  /** Places that are or will be taken: [length, expected) are ghosts. */
  readonly expected: number
  /** End of the line from the first bar to the head's box, or undefined where there is none. */
  readonly wireTo: number | undefined
  readonly wireNow: boolean
  readonly touch: Touch
  /** Bars [touchFrom, touchTo) are what the event touched. */
  readonly touchFrom: number
  readonly touchTo: number
  readonly height: number
}

export type BoxState = 'idle' | 'now' | 'path' | 'ghost'

/** A box with a key in it: the head of a run, a node of the tree, the winner. */
export interface KeyBox extends Box {
  /** Unique in the picture. */
  readonly id: string
  /** What it names for hover and selection: "run-6", "node-3"; "" for nothing. */
  readonly mark: string
  /** The run whose record it holds, 0 for none. */
  readonly run: number
  readonly state: BoxState
  readonly glyph: { readonly x: number; readonly y: number; readonly r: number } | undefined
  readonly text: StageText | undefined
}

/** A page of memory: its places for records from left to right. */
export interface PageView extends Box {
  readonly id: string
  readonly run: number
  /** Per place: the run of the record there, 0 = empty, -1 = no such place. Empty array: drawn as one block. */
  readonly cells: readonly number[]
  /** Share of the page that is filled, where it is drawn as one block. */
  readonly filled: number
  readonly now: boolean
}

export interface BudgetView {
  readonly pages: readonly PageView[]
}

/** A piece of the strip of passes: a run over the piece of the input it holds. */
export interface StripBlock extends Box {
  readonly run: number
  readonly state: 'waiting' | 'merging' | 'merged' | 'growing'
  readonly label: string
}

export interface StripView {
  readonly blocks: readonly StripBlock[]
  /** Outlines of the runs that are merged already. */
  readonly merged: string
  /** Runs too narrow to be told apart, a column of pixels each. */
  readonly narrow: string
  /** About the runs that are being merged. */
  readonly frame: Box | undefined
  readonly frameNow: boolean
}

export interface TreeView {
  readonly boxes: readonly KeyBox[]
  readonly wires: string
  readonly nowWires: string
  /** Lines of a heap run aslant, those of a loser tree at right angles. */
  readonly crisp: boolean
}

export interface MergeView {
  readonly kind: 'merge'
  readonly heads: readonly KeyBox[]
  readonly tree: TreeView
  readonly budget: BudgetView | undefined
  readonly strip: StripView | undefined
  /** y of the lines across the stage. */
  readonly rules: readonly number[]
}

/** Bars of one colour; `run` 0 is no run's. */
export interface BarGroup {
  readonly run: number
  readonly bars: Rectangles
  readonly tone: 'plain' | 'disk' | 'memory'
}

export interface FileView {
  readonly bars: Bars
  readonly groups: readonly BarGroup[]
  /** What fits in memory at once: a bracket under the bars, and the line down to memory. */
  readonly bracket: string
  readonly connector: string
  readonly axis: string
  /** Underline of the page that the event read. */
  readonly nowLine: string
}

export interface SlotsView {
  readonly bars: Bars
  readonly box: Box
  readonly cells: string
  readonly groups: readonly BarGroup[]
  /** Brackets under slots that are in order among themselves. */
  readonly brackets: string
  /** Slots that the event touched, drawn in the colour of the present. */
  readonly nowBars: string
  readonly nowLines: string
  /** A line across memory at the key of the record emitted last. */
  readonly floor: string
  /** Bars of the page that the event read: they have just come down. */
  readonly arrived: BarGroup | undefined
  /** The bar that an event has just put into another slot, with how far it came. */
  readonly moved: { readonly d: string; readonly dx: number; readonly run: number } | undefined
}

export interface FormView {
  readonly kind: 'form'
  readonly file: FileView
  readonly slots: SlotsView
  readonly rules: readonly number[]
}

export interface OutputView {
  readonly id: string
  readonly bars: Bars
  readonly box: Box
  readonly groups: readonly BarGroup[]
  /** The record emitted by the last event, drawn apart so that it can rise. */
  readonly risen: (Box & { readonly run: number }) | undefined
  readonly axis: string
  readonly ticks: string
  /** One dash a page that is on disk. */
  readonly pages: string
  readonly pageNow: string
  readonly ghost: string
  readonly top: string
  /** x of the next slot, where one is being waited for. */
  readonly slot: { readonly x: number; readonly from: number; readonly to: number } | undefined
  readonly floor: string
  readonly floorY: number | undefined
}

/** Everything that the stage draws for one moment. */
export interface StageView {
  readonly width: number
  readonly height: number
  readonly scene: FormView | MergeView
  readonly rows: readonly RowView[]
  readonly output: OutputView
  readonly texts: readonly StageText[]
  /** Where what is pointed at is said: in the place of the text there. Undefined where no caption stands. */
  readonly caption: { readonly x: number; readonly y: number; readonly room: number } | undefined
  /** The picture in words. */
  readonly summary: string
}
