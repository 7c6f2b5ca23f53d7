import { formatCount } from '../base/format.ts'
import { isRecord, parseCount, ParseError, parseList, parseRecord, parseText } from '../base/parse.ts'
import { plainText } from '../base/plain-text.ts'
import { ENGINE_VERSION } from '../engine/version.ts'
import { FIRST_RUN_NAME } from './branch.ts'
import type { Act, Params, ParamValue } from './lab.ts'
import type { Lock } from './session-state.ts'
import type { SharedData, SharedResumption } from './shared-data.ts'

/** Everything needed to reopen a moment: it is run again, never stored. Plain data. */
export interface SharedMoment {
  /** Engine that made the link. */
  readonly engine: string
  readonly lab: string
  /** The first has no parent; a parent stands before its forks. */
  readonly branches: readonly SharedBranch[]
  /** Index of the branch on the stage. */
  readonly current: number
  readonly position: number
  /** `otherPosition` is where the other head stands; without it, where the lock puts it. */
  readonly comparison?:
    { readonly other: number; readonly lock: Lock; readonly otherPosition?: number | undefined } | undefined
  readonly bookmarks: readonly SharedBookmark[]
  readonly breakpoints: readonly SharedBreakpoint[]
  /** What the sender wants to say, at most 500 characters. */
  readonly note: string
  /** Digest of the state at `position` of the current branch. */
  readonly digest: string
  /** A run on somebody's own data: what file to ask for. Never its rows. */
  readonly data?: SharedData | undefined
}

export interface SharedBranch {
  readonly name: string
  /** Index of the parent, -1 for none. */
  readonly parent: number
  readonly at: number
  readonly params: Params
  readonly acts: readonly Act[]
}

export interface SharedBookmark {
  /** Index of its branch. */
  readonly branch: number
  readonly position: number
  readonly label: string
}

/** Stops at events of a kind, or whose record contains a text, or both; at least one of the two is there. */
export interface SharedBreakpoint {
  readonly kind?: number | undefined
  readonly text?: string | undefined
}

/** A link longer than this is offered as a file: some programs cut longer ones. */
export const LONGEST_LINK = 2000

const FORMAT = 1
/** Of a link's content: a few bytes of deflate unpack to gigabytes, and browsers take no address of over 2 MB. */
const MOST_JSON_BYTES = 1 << 20
/** Characters of what the sender says. */
export const MOST_NOTE = 500
const MOST_LABEL = 200
/** No file system has longer names. */
const MOST_NAME = 255
const MOST_DIGEST = 64
/** Of a lab and of a version of the engine. */
const MOST_ID = 64
/** Of what is told of an error. */
const MOST_REASON = 500

/** A moment that is to be kept holds at most so many branches. */
export const MOST_BRANCHES = 64
/** The same for its bookmarks, and for its breakpoints. */
export const MOST_MARKS = 1000

/** A link that cannot be opened: says why and what to do. */
export class ShareLinkError extends Error {
  constructor(
    readonly code: 'NOT_A_LINK' | 'CUT_OFF' | 'NEWER_FORMAT' | 'WRONG_CONTENT' | 'TOO_LARGE' | 'NO_DEFLATE',
    message: string,
  ) {
    super(message)
    this.name = 'ShareLinkError'
  }
}

/** What is saved in a file: JSON, of any size; `parseMoment` reads it. */
export function momentFile(moment: SharedMoment): string {
  return JSON.stringify({ v: FORMAT, ...moment, note: moment.note.slice(0, MOST_NOTE) })
}

/**
 * The text that goes behind the # of the address: base64url of raw deflate of JSON. Throws `ShareLinkError` with
 * `TOO_LARGE` for a moment that only a file can hold, with `NO_DEFLATE` in a browser that packs no links.
 */
export async function encodeMoment(moment: SharedMoment): Promise<string> {
  const json = new TextEncoder().encode(momentFile(moment))
  if (json.length > MOST_JSON_BYTES) {
    throw new ShareLinkError('TOO_LARGE', 'This moment is too large for a link.')
  }
  return toBase64Url(
    await pipe(
      json,
      deflater(() => new CompressionStream('deflate-raw')),
    ),
  )
}

/** Reads what `encodeMoment` wrote. Throws `ShareLinkError` for anything else. */
export async function decodeMoment(text: string): Promise<SharedMoment> {
  const bytes = fromBase64Url(text)
  const inflate = deflater(() => new DecompressionStream('deflate-raw'))
  let json: string
  try {
    json = new TextDecoder('utf-8', { fatal: true }).decode(await pipe(bytes, inflate))
  } catch (error) {
    if (error instanceof ShareLinkError) throw error
    throw new ShareLinkError('CUT_OFF', 'The link is damaged or was cut off. Ask for it again, or for the file.')
  }
  return parseMoment(json)
}

/** Checks the JSON of a link or of a saved moment file. */
export function parseMoment(json: string): SharedMoment {
  let data: unknown
  try {
    data = JSON.parse(json)
  } catch {
    throw new ShareLinkError('WRONG_CONTENT', 'This file is not a saved moment: it is not JSON.')
  }
  try {
    return checkMoment(parseRecord(data, 'the file'))
  } catch (error) {
    if (!(error instanceof ParseError || error instanceof ShareLinkError)) throw error
    const engine = isRecord(data) ? data['engine'] : undefined
    if (typeof engine === 'string' && compareVersions(engine, ENGINE_VERSION) > 0) throw newer()
    throw error instanceof ParseError ? wrong(error.message) : error
  }
}

function checkMoment(data: Record<string, unknown>): SharedMoment {
  if (typeof data['v'] === 'number' && data['v'] > FORMAT) {
    throw newer()
  }
  const branches = parseBranches(data['branches'])
  const comparison = parseComparison(data['comparison'], branches.length)
  const file = parseData(data['data'])
  return {
    engine: plainText(parseText(data['engine'], 'engine'), MOST_ID),
    lab: plainText(parseText(data['lab'], 'lab'), MOST_ID),
    branches,
    current: parseCount(data['current'], 'current', branches.length - 1),
    position: parseCount(data['position'], 'position'),
    bookmarks: parseMarks(data['bookmarks'], 'bookmarks', (mark, where) => ({
      branch: parseCount(mark['branch'], `${where}.branch`, branches.length - 1),
      position: parseCount(mark['position'], `${where}.position`),
      label: plainText(parseText(mark['label'], `${where}.label`), MOST_LABEL),
    })),
    breakpoints: parseMarks(data['breakpoints'], 'breakpoints', parseBreakpoint),
    note: typeof data['note'] === 'string' ? plainText(data['note'], MOST_NOTE) : '',
    digest: plainText(parseText(data['digest'], 'digest'), MOST_DIGEST),
    ...(comparison === undefined ? {} : { comparison }),
    ...(file === undefined ? {} : { data: file }),
  }
}

/** What to tell when a link's digest is not the one its state has here; undefined when they agree. */
export function explainMismatch(moment: SharedMoment, digestHere: string): string | undefined {
  if (moment.digest === digestHere) return undefined
  const differs = `The state at event ${formatCount(moment.position)} has digest ${digestHere}, the link says ${moment.digest === '' ? 'nothing' : moment.digest}.`
  const order = compareVersions(moment.engine, ENGINE_VERSION)
  if (order > 0)
    return `${differs} The link was made by a newer engine, ${moment.engine}; this is ${ENGINE_VERSION}. Reload to get it.`
  if (order < 0)
    return `${differs} The link was made by engine ${moment.engine}; this is ${ENGINE_VERSION}, which runs it otherwise.`
  return `${differs} Both were made by engine ${ENGINE_VERSION}, so the link was changed by hand or something is wrong here.`
}

/** What to tell when a link's run ended with an error here: a newer engine may know what this one does not. */
export function explainFailure({ engine }: SharedMoment, message: string): string {
  const told = `The run ended with an error: ${plainText(message, MOST_REASON)}.`
  if (compareVersions(engine, ENGINE_VERSION) <= 0) return told
  return `${told} The link was made by a newer engine, ${engine}; this is ${ENGINE_VERSION}. Reload to get it.`
}

/** Negative, zero or positive as `left` is older, the same or newer. Compares dotted numbers; what is none counts as 0. */
export function compareVersions(left: string, right: string): number {
  const [l, r] = [left, right].map((version) => version.split('.').map((part) => Number(part) || 0)) as [
    number[],
    number[],
  ]
  for (let i = 0; i < Math.max(l.length, r.length); i++) {
    const difference = (l[i] ?? 0) - (r[i] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/** Browsers of before 2023 have no raw deflate. */
function deflater(create: () => GenericTransform): GenericTransform {
  try {
    return create()
  } catch {
    const message =
      'This browser is too old to pack or unpack a link. A newer one can, and a saved file needs none of it.'
    throw new ShareLinkError('NO_DEFLATE', message)
  }
}

async function pipe(bytes: Uint8Array<ArrayBuffer>, through: GenericTransform): Promise<Uint8Array<ArrayBuffer>> {
  const reader = new Blob([bytes]).stream().pipeThrough(through).getReader()
  const parts: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.length
    if (size > MOST_JSON_BYTES) {
      await reader.cancel()
      throw new ShareLinkError('WRONG_CONTENT', 'The link unpacks to more than a moment can hold.')
    }
    parts.push(value)
  }
  const joined = new Uint8Array(size)
  let offset = 0
  for (const part of parts) {
    joined.set(part, offset)
    offset += part.length
  }
  return joined
}

/** What compression and decompression streams have in common. */
interface GenericTransform {
  readonly readable: ReadableStream<Uint8Array<ArrayBuffer>>
  readonly writable: WritableStream<BufferSource>
}

function toBase64Url(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  if (text === '' || !/^[\w-]+$/.test(text)) {
    throw new ShareLinkError('NOT_A_LINK', 'This is not a link to a moment: it holds characters that no link has.')
  }
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))
  } catch {
    throw new ShareLinkError('CUT_OFF', 'The link is damaged or was cut off. Ask for it again, or for the file.')
  }
}

function parseBranches(data: unknown): readonly SharedBranch[] {
  const list = parseList(data, 'branches')
  if (list.length === 0 || list.length > MOST_BRANCHES) throw wrong(`it needs 1 to ${MOST_BRANCHES} branches`)
  const branches = list.map((item, i): SharedBranch => {
    const where = `branches[${i}]`
    const branch = parseRecord(item, where)
    return {
      name: nameOfRun(plainText(parseText(branch['name'], `${where}.name`), MOST_LABEL)),
      parent: parseParent(branch['parent'], `${where}.parent`, i),
      at: parseCount(branch['at'], `${where}.at`),
      params: parseParams(branch['params'], `${where}.params`),
      acts: parseList(branch['acts'], `${where}.acts`).map((act, j) => parseAct(act, `${where}.acts[${j}]`)),
    }
  })
  branches.forEach((branch, i) => ensureShared(branch, branches[branch.parent], i))
  return branches
}

/** The run that a lab begins with was called "this run" before, whichever was on the stage. */
function nameOfRun(name: string): string {
  return name === 'this run' ? FIRST_RUN_NAME : name
}

/** What a fork shares with the run it left is one log: up to there the two have the same values and the same acts. */
function ensureShared(fork: SharedBranch, parent: SharedBranch | undefined, i: number): void {
  const { at } = fork
  if (at === 0) return
  const before = ({ params, acts }: SharedBranch): string => JSON.stringify([params, acts.filter((act) => act.at < at)])
  if (parent !== undefined && before(parent) === before(fork)) return
  const left = parent === undefined ? 'the run it left' : `branches[${fork.parent}]`
  throw new ParseError(`branches[${i}].at`, `an event up to which it is the same run as ${left}`)
}

/** The parent of branch number `i`: one that stands before it, or none. */
function parseParent(parent: unknown, where: string, i: number): number {
  if (parent === -1) return parent
  if (i === 0) throw new ParseError(where, '-1, and the first branch has no parent')
  return parseCount(parent, where, i - 1)
}

function parseAct(data: unknown, where: string): Act {
  const act = parseRecord(data, where)
  return {
    at: parseCount(act['at'], `${where}.at`),
    type: parseText(act['type'], `${where}.type`),
    value: parseValue(act['value'], `${where}.value`),
  }
}

function parseParams(data: unknown, where: string): Params {
  const entries = Object.entries(parseRecord(data, where))
  return Object.fromEntries(entries.map(([key, value]) => [key, parseValue(value, `${where}.${key}`)]))
}

function parseValue(value: unknown, where: string): ParamValue {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  if (Array.isArray(value) && value.every((item) => typeof item === 'string' || typeof item === 'number')) return value
  throw new ParseError(where, 'a value')
}

/** Links made before there were marks in them have none. */
function parseMarks<Mark>(
  data: unknown,
  where: string,
  parse: (mark: Record<string, unknown>, where: string) => Mark,
): readonly Mark[] {
  if (data === undefined) return []
  const list = parseList(data, where)
  if (list.length > MOST_MARKS) throw wrong(`it has more than ${MOST_MARKS} ${where}`)
  return list.map((mark, i) => parse(parseRecord(mark, `${where}[${i}]`), `${where}[${i}]`))
}

function parseBreakpoint(data: Record<string, unknown>, where: string): SharedBreakpoint {
  const { kind, text } = data
  if (kind === undefined && text === undefined) throw new ParseError(where, 'a kind or a text')
  return {
    ...(kind === undefined ? {} : { kind: parseCount(kind, `${where}.kind`) }),
    ...(text === undefined ? {} : { text: parseText(text, `${where}.text`).slice(0, MOST_LABEL) }),
  }
}

function parseComparison(data: unknown, branches: number): SharedMoment['comparison'] {
  if (!isRecord(data)) return undefined
  const lock = data['lock']
  if (lock !== 'state' && lock !== 'event' && lock !== 'nothing') throw new ParseError('comparison.lock', 'a lock')
  const other = parseCount(data['other'], 'comparison.other', branches - 1)
  if (data['otherPosition'] === undefined) return { other, lock }
  return { other, lock, otherPosition: parseCount(data['otherPosition'], 'comparison.otherPosition') }
}

function parseData(data: unknown): SharedMoment['data'] {
  if (!isRecord(data)) return undefined
  return {
    name: plainText(parseText(data['name'], 'data.name'), MOST_NAME),
    sizeBytes: parseCount(data['sizeBytes'], 'data.sizeBytes'),
    digest: plainText(parseText(data['digest'], 'data.digest'), MOST_DIGEST),
    ...(data['rowsDigest'] === undefined
      ? {}
      : { rowsDigest: plainText(parseText(data['rowsDigest'], 'data.rowsDigest'), MOST_DIGEST) }),
    ...(isRecord(data['resumed']) ? { resumed: parseResumption(data['resumed']) } : {}),
  }
}

function parseResumption({ runs, place }: Record<string, unknown>): SharedResumption {
  const count = (value: unknown): number => parseCount(value, 'data.resumed')
  return {
    runs: count(runs),
    ...(isRecord(place)
      ? { place: { kind: count(place['kind']), nth: count(place['nth']), ahead: count(place['ahead']) } }
      : {}),
  }
}

function newer(): ShareLinkError {
  return new ShareLinkError('NEWER_FORMAT', 'The link was made by a newer Lakescope. Reload the page to get it.')
}

function wrong(reason: string): ShareLinkError {
  return new ShareLinkError('WRONG_CONTENT', `This is not a saved moment: ${plainText(reason, MOST_REASON)}.`)
}
