import { parseCount, parseList, parseRecord, parseText } from '../../../base/parse.ts'

/** What the worker found in a table; see `engine/operations/check-table.ts`. */
export interface TableReport {
  readonly name: string
  readonly objects: number
  readonly sizeBytes: number
  readonly checks: readonly TableCheck[]
  readonly score: CheckScore
  readonly findings: readonly TableFinding[]
  readonly findingCount: number
  readonly version: number
  /** Versions [from, to). */
  readonly lost: readonly (readonly [from: number, to: number])[]
  readonly commits: number
  readonly wholeCommits: number
  readonly lines: LogLines
  readonly readerVersion: number
  readonly writerVersion: number
  readonly found: readonly FoundFeature[]
  readonly columns: string
  readonly liveFiles: number
  readonly liveBytes: number
  readonly rows: number | undefined
  readonly missing: readonly MissingFile[]
  readonly recordedProtocol: (LinePlace & { readonly text: string }) | undefined
  readonly missingCount: number
  readonly misfitCount: number
  readonly bytesThere: number
  readonly filesWithVectors: number
  readonly smallFiles: SmallFiles
  readonly skew: { readonly partition: string; readonly sizeBytes: number; readonly medianBytes: number } | undefined
  readonly vacuum: VacuumPlan | NoVacuumPlan
  /** Of the newest commit, in milliseconds since 1970; undefined where its file and its own line are of one time. */
  readonly copied: { readonly fileMs: number; readonly infoMs: number } | undefined
}

/** See `engine/operations/summarize-files.ts`. */
export interface SmallFiles {
  readonly count: number
  readonly partitions: number
  readonly medianBytes: number
  readonly alone: number
}

/** See `engine/operations/vacuum-plan.ts`. */
export interface VacuumPlan {
  readonly files: number
  readonly sizeBytes: number
  readonly paths: readonly string[]
  /** Versions [from, to) that could not be read any more; undefined where the log does not tell. */
  readonly versions: readonly (readonly [from: number, to: number])[] | undefined
}

export interface NoVacuumPlan {
  readonly code: string
  readonly message: string
  readonly where: string
}

/** See `engine/operations/log-places.ts`. */
export interface LinePlace {
  readonly version: number
  readonly line: number
}

export interface MissingFile {
  readonly path: string
  readonly sizeBytes: number
  readonly rows: number | undefined
  readonly place: LinePlace | undefined
}

/** See `engine/operations/found-features.ts`. */
export interface FoundFeature {
  readonly name: string
  readonly detail: string
  readonly status: 'read' | 'unused' | 'refused' | 'harmless'
}

/** See `engine/operations/check-score.ts`. */
export interface CheckScore {
  readonly total: number
  readonly counts: readonly number[]
  readonly binSize: number
  readonly bins: readonly (readonly number[])[]
  readonly parts: readonly { readonly name: string; readonly from: number }[]
}

/** See `engine/operations/log-lines.ts`. */
export interface LogLines {
  readonly bars: readonly LogBar[]
  readonly actions: number
  readonly tails: number
  /** The first of the lines with text behind their action, to its end. */
  readonly firstTail: (LinePlace & { readonly column: number; readonly text: string }) | undefined
}

export interface LogBar {
  readonly first: number
  readonly last: number
  readonly commits: number
  readonly counts: readonly number[]
  readonly order: readonly number[] | undefined
  readonly sizeBytes: number
  readonly checkpoints: number
  readonly damaged: number
  readonly tails: number
}

export interface TableCheck {
  readonly label: string
  readonly value: string
  readonly status: 'passed' | 'warned' | 'failed'
}

export interface TableFinding {
  readonly code: string
  readonly message: string
  readonly where: string
}

/** "6.json:4", a line of a commit. */
export function formatPlace({ version, line }: LinePlace): string {
  return `${version}.json:${line}`
}

/** Files that are missing are one finding, however many, and so are lines that were repaired. */
export function countFindings({ findingCount, missingCount, lines }: TableReport): number {
  return findingCount + (missingCount > 0 ? 1 : 0) + (lines.tails > 0 ? 1 : 0)
}

/** A table whose protocol asks for more than is read here. */
export interface RefusedTable {
  readonly refusal: { readonly code: string; readonly message: string; readonly where: string }
  readonly found: readonly FoundFeature[]
}

export function isRefused(answer: unknown): answer is RefusedTable {
  return typeof answer === 'object' && answer !== null && 'refusal' in answer
}

/** Checks what came from the worker. Throws `ParseError`. */
export function parseTableReport(value: unknown): TableReport {
  const report = parseRecord(value, 'report')
  for (const name of ['name', 'columns']) parseText(report[name], name)
  for (const name of COUNTS) parseCount(report[name], name)
  for (const name of ['checks', 'findings', 'found', 'missing', 'lost']) parseList(report[name], name)
  for (const name of ['smallFiles', 'vacuum']) parseRecord(report[name], name)
  parseList(parseRecord(report['lines'], 'lines')['bars'], 'lines.bars')
  const score = parseRecord(report['score'], 'score')
  for (const name of ['total', 'binSize']) parseCount(score[name], `score.${name}`)
  for (const name of ['counts', 'bins', 'parts']) parseList(score[name], `score.${name}`)
  return value as TableReport
}

const COUNTS = [
  'objects',
  'sizeBytes',
  'findingCount',
  'version',
  'commits',
  'wholeCommits',
  'readerVersion',
  'writerVersion',
  'liveFiles',
  'liveBytes',
  'missingCount',
  'misfitCount',
  'bytesThere',
  'filesWithVectors',
] as const
