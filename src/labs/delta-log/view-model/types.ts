import type { Box, PlacedText } from '../../../viz/placed-text.ts'
import type { StageMark } from '../../../viz/useMarks.ts'

/** What the stage draws, in px of the drawing area. */
export interface TableView {
  readonly width: number
  readonly height: number
  readonly nodes: readonly NodeView[]
  readonly trunkY: number
  /** Where the trunk will be, before the first event. */
  readonly toCome: readonly [from: number, to: number] | undefined
  /** The trunk from its first version to the last. */
  readonly trunk: readonly [from: number, to: number] | undefined
  /** Stands for versions that are out of the picture, in front of its first. */
  readonly broken: readonly [from: number, to: number] | undefined
  /** Commits that a reader of the version in question replays: thick. */
  readonly replays: readonly ReplayView[]
  readonly branches: readonly BranchView[]
  readonly columns: readonly number[]
  readonly columnsTop: number
  readonly columnsBottom: number
  readonly groups: readonly GroupView[]
  readonly rows: readonly RowView[]
  readonly predicates: readonly PredicateView[]
  readonly asOf: AsOfView | undefined
  readonly texts: readonly PlacedText[]
  readonly marks: readonly StageMark[]
  /** For people who hear the page. */
  readonly summary: string
}

export interface NodeView {
  readonly version: number
  readonly x: number
  readonly hasCheckpoint: boolean
  /** The event has just made it. */
  readonly isNow: boolean
  /** A commit stood here that another one replaced. */
  readonly isReplaced: boolean
  /** Its files are not all on disk any more, or its commit is gone. */
  readonly isDead: boolean
}

export interface ReplayView {
  readonly from: number
  readonly to: number
  readonly tone: 'now' | 'ink'
}

export interface BranchView {
  /** The event that it begins at: a writer may have several branches. */
  readonly key: number
  readonly actor: number
  readonly name: string
  readonly d: string
  /** Areas that its line passes through: no words stand there. */
  readonly areas: readonly Box[]
  /** What it covers from left to right. */
  readonly from: number
  readonly to: number
  readonly y: number
  readonly tone: 'ink' | 'bad' | 'now' | 'dim'
  readonly rings: readonly { readonly x: number; readonly y: number; readonly isNow: boolean }[]
  /** Where it ends in a cross. */
  readonly cross: { readonly x: number; readonly y: number } | undefined
}

export interface GroupView {
  readonly noun: number
  readonly x: number
  readonly y: number
  readonly partition: string
}

export interface RowView {
  readonly file: number
  readonly noun: number
  readonly y: number
  readonly height: number
  readonly bars: readonly BarView[]
  /** Removed from the table and on disk. */
  readonly tail: readonly [from: number, to: number] | undefined
  /** Where VACUUM has ended it. */
  readonly vacuumX: number | undefined
  readonly outline: { readonly x: number; readonly width: number; readonly isOrphan: boolean } | undefined
  /** The event has touched it. */
  readonly isNow: boolean
  readonly whiskers: readonly WhiskerView[]
}

export interface BarView {
  readonly x: number
  readonly width: number
  /** Of the row's height: what deletion vectors leave. */
  readonly share: number
}

/** The smallest and the greatest value of an ordered column in a file, on an axis beside the bars. */
export interface WhiskerView {
  readonly axisX: number
  readonly axisWidth: number
  readonly from: number
  readonly to: number
}

export interface PredicateView extends Box {
  readonly actor: number
  readonly isHit: boolean
}

export interface AsOfView {
  readonly version: number
  readonly x: number
  readonly top: number
  readonly bottom: number
  /** Where it meets the bar of a file; `isGone` of one that is not on disk any more. */
  readonly rings: readonly { readonly y: number; readonly isGone: boolean }[]
  readonly label: string
  readonly labelBox: Box
}
