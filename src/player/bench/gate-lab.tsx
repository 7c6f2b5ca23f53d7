import { Digest } from '../../base/digest.ts'
import { Rng } from '../../base/rng.ts'
import type { Fold } from '../../engine/trace/fold.ts'
import { TraceWriter } from '../../engine/trace/writer.ts'
import { EngineClient, type WorkerLike } from '../../worker/client.ts'
import type { WorkerReply, WorkerRequest } from '../../worker/protocol.ts'
import type { Act, AnyLab, Lab, Params, Question, SentencePart } from '../lab.ts'
import { Session } from '../session.ts'
import type { SessionStart } from '../session-core.ts'

/**
 * A small lab for the tests of the player: records pass a gate. Each is read, checked (3 times at a plain gate, 4 or 5
 * times at a strict one) and passed; after every `page` passed records a page is written. The gate can be changed by an
 * act at any event. It runs like every operation: seeded, events through a writer, state through a fold.
 */
export const GateEvent = { read: 0, check: 1, pass: 2, write: 3, setting: 4 } as const

export interface GateState {
  read: number
  checks: number
  passed: number
  sum: number
  pages: number
  strict: boolean
}

const gateFold: Fold<GateState> = {
  kinds: 5,
  start: () => ({ read: 0, checks: 0, passed: 0, sum: 0, pages: 0, strict: false }),
  copy: (state) => ({ ...state }),
  own: (state) => ({ ...state }),
  reduce: (draft, chunk, lo, hi) => {
    for (let i = lo; i < hi; i++) {
      const kind = chunk.kind[i]
      if (kind === GateEvent.read) draft.read++
      else if (kind === GateEvent.check) draft.checks++
      else if (kind === GateEvent.pass) {
        draft.passed++
        draft.sum = (draft.sum + (chunk.a[i] as number)) | 0
      } else if (kind === GateEvent.write) draft.pages++
      else draft.strict = chunk.a[i] === 1
    }
  },
  sizeBytes: () => 48,
  digest: ({ read, checks, passed, sum, pages, strict }) =>
    new Digest().ints([read, checks, passed, sum, pages, strict ? 1 : 0]).hex(),
}

/** Events of a run, acts applied right after the event they name. */
function runGate(params: Params, acts: readonly Act[]): TraceWriter {
  const writer = new TraceWriter()
  const rng = new Rng(Number(params['seed']))
  let strict = params['gate'] === 'strict'
  const emit = (kind: number, a: number): void => {
    for (const act of acts) {
      if (act.at !== writer.length || act.type !== 'gate') continue
      strict = act.value === 'strict'
      writer.emit(GateEvent.setting, strict ? 1 : 0, 0, 0)
    }
    writer.advance(1)
    writer.emit(kind, a, 0, 0)
  }
  for (let record = 0; record < Number(params['records']); record++) {
    const key = rng.nextBelow(1000)
    emit(GateEvent.read, key)
    const checks = 3 + (strict ? 1 + (key % 2) : 0)
    for (let i = 0; i < checks; i++) emit(GateEvent.check, key)
    emit(GateEvent.pass, key)
    if ((record + 1) % Number(params['page']) === 0) emit(GateEvent.write, record)
  }
  return writer
}

const GATES = [
  { value: 'plain', text: 'plain gate' },
  { value: 'strict', text: 'strict gate' },
]

function gateSentence(params: Params): readonly SentencePart[] {
  const gate = String(params['gate'])
  const number = (param: string, min: number, max: number) =>
    ({
      type: 'number',
      param,
      label: param,
      text: String(params[param]),
      value: Number(params[param]),
      min,
      max,
      step: 1,
    }) as const
  return [
    'Pass ',
    number('records', 1, 500),
    ' records through a ',
    { type: 'choice', param: 'gate', label: 'gate', text: `${gate} gate`, value: gate, options: GATES },
    ', in pages of ',
    number('page', 1, 50),
    '.',
  ]
}

const CODE = ['read r', 'check r', 'pass r', 'write the page']
const LINES = [1, 2, 3, 4, 0]

function gateQuestion(
  salt: number,
  moment: { readonly event: { readonly kind: number; readonly seq: number } | undefined },
): Question | undefined {
  if (moment.event?.kind !== GateEvent.read) return undefined
  return {
    topic: 'checks',
    topicLabel: 'How many checks',
    text: `How often is the record of event ${moment.event.seq} checked? (${salt})`,
    answers: [
      { text: 'three times', note: 'a plain gate' },
      { text: 'once', note: 'no gate' },
    ],
    right: 0,
    because: 'A plain gate checks **three** times.',
    until: moment.event.seq + 3,
  }
}

export const gateLab: Lab<GateState> = {
  entry: {
    place: 1,
    id: 'gate',
    title: 'Gate',
    summary: 'Read, check, pass',
    loadModels: () => Promise.resolve({ models: [], leavesOut: [] }),
    scenarios: [],
    Miniature: () => null,
    load: () => Promise.resolve(testLab),
  },
  operation: 'gate',
  kinds: [
    { label: 'read', verb: 'read', rank: 2 },
    { label: 'check', verb: 'compute', rank: 0 },
    { label: 'pass', verb: 'write', rank: 1 },
    { label: 'write page', verb: 'commit', rank: 3 },
    { label: 'setting', verb: 'plan', rank: 4 },
  ],
  scenarios: [],
  defaults: { records: 100, gate: 'plain', page: 4, seed: 7 },
  createFold: () => gateFold,
  change: (params, param, value) => {
    if (param === 'page' && Number(value) > 30)
      return { error: `a page holds 30 records; ${String(value)} is too many` }
    return { ...params, [param]: value }
  },
  sentence: gateSentence,
  nameChange: (from, to) => {
    const name = Object.keys(to).find((key) => from[key] !== to[key]) ?? 'same'
    return `${name} ${String(from[name])} to ${String(to[name])}`
  },
  phases: (log) => [
    { from: 0, label: 'first half' },
    { from: Math.floor(log.length / 2), label: 'second half' },
  ],
  record: (log, seq) => (log.kindOf(seq) === GateEvent.write ? '' : `r${log.event(seq).a}`),
  operandNames: () => ['record'],
  operandsOf: (log, seq) => (log.kindOf(seq) === GateEvent.write ? [] : [log.event(seq).a]),
  outcome: ({ event, state }) =>
    event === undefined ? 'nothing yet' : `${state.passed} passed after event ${event.seq}`,
  phase: ({ state }) => (state.passed === 0 ? 'opening' : 'passing'),
  story: ({ event, state }) => ({
    steps: [
      { from: 0, text: 'Open the gate' },
      { from: 6, text: 'Pass all records' },
      { from: undefined, text: 'Done' },
    ],
    code: CODE,
    line: event === undefined ? 0 : (LINES[event.kind] ?? 0),
    why: { title: 'Nothing skips the gate', paragraphs: [`Of ${state.read} read, **${state.passed}** passed.`] },
  }),
  recorded: ({ event }) => ({ seq: event?.seq ?? 0, op: event?.kind ?? 0, key: event?.a ?? 0 }),
  changes: ({ before, state }) =>
    before.passed === state.passed ? [] : [{ sign: '+', text: `passed = ${before.passed} → ${state.passed}` }],
  counters: () => [
    { label: 'Checks', kinds: [GateEvent.check] },
    { label: 'Records passed', kinds: [GateEvent.pass] },
  ],
  theory: ({ state }) => [
    { label: 'Checks, plain gate', expected: String(3 * state.read), measured: String(state.checks) },
  ],
  acts: ({ position, state }) =>
    position === 0
      ? []
      : [
          {
            type: 'gate',
            value: state.strict ? 'plain' : 'strict',
            name: state.strict ? 'plain gate' : 'strict gate',
            note: 'from the next record on',
          },
        ],
  question: (moment, _stateAt, salt) => gateQuestion(salt, moment),
  table: ({ state }) => ({
    caption: 'The gate',
    columns: ['what', 'count'],
    rows: Array.from({ length: 250 }, (_, i) => [`row ${i}`, String(state.passed + i)]),
  }),
  progress: { kind: GateEvent.pass, label: 'records passed' },
  equality: ({ state: left }, { state: right }) => [
    { label: 'Records passed', equal: left.passed === right.passed },
    { label: 'Sum of keys', equal: left.sum === right.sum },
  ],
  touches: (log, seq, mark) => mark === `key-${log.event(seq).a}`,
  Stage: ({ moment, compact, beside, onHover, onSelect }) => (
    <svg
      role="img"
      aria-label={`${compact ? 'half' : 'stage'}: ${moment.state.passed} passed`}
      data-at={moment.position}
      data-beside={beside?.position}
    >
      <rect
        data-testid="mark"
        onPointerEnter={() => onHover('key-1')}
        onClick={() => onSelect(`key-${moment.event?.a ?? 0}`)}
      />
    </svg>
  ),
}

export const testLab = gateLab as unknown as AnyLab

/** Stands in for the worker: answers at once, or when `release` is called. */
export class GateWorker implements WorkerLike {
  onmessage: WorkerLike['onmessage'] = null
  onerror: WorkerLike['onerror'] = null
  onmessageerror: WorkerLike['onmessageerror'] = null
  held = false
  readonly #waiting: (() => void)[] = []
  readonly #cancelled = new Set<number>()

  postMessage(message: WorkerRequest): void {
    if (message.type === 'cancel') this.#cancelled.add(message.id)
    if (message.type !== 'run') return
    const { id, params, acts, from } = message
    const steps = this.#steps(id, params as Params, acts as readonly Act[], from)
    for (const step of steps) {
      if (this.held) this.#waiting.push(step)
      else step()
    }
  }

  terminate(): void {
    this.#waiting.length = 0
  }

  /** Does the next `count` steps of runs that wait: start, chunks, end. */
  release(count = Infinity): void {
    for (let i = 0; i < count && this.#waiting.length > 0; i++) this.#waiting.shift()?.()
  }

  #steps(id: number, params: Params, acts: readonly Act[], from: number): readonly (() => void)[] {
    if (params['records'] === 13) {
      return [
        () =>
          this.#say({
            type: 'failed',
            id,
            length: 0,
            error: { code: 'BAD', message: '13 records are refused', where: 'records' },
          }),
      ]
    }
    const trace = runGate(params, acts)
    const chunks = cut(trace, from)
    const state = gateFold.start()
    for (const chunk of runGate(params, acts).takeChunks()) gateFold.reduce(state, chunk, 0, chunk.length)
    return [
      () => this.#say({ type: 'started', id, header: {} }),
      ...chunks.map((chunk, i) => () => {
        if (this.#cancelled.has(id)) return
        this.#say({ type: 'chunk', id, chunk })
        this.#say({ type: 'progress', id, done: i + 1, total: chunks.length, unit: 'records' })
      }),
      () => {
        if (this.#cancelled.has(id)) this.#say({ type: 'cancelled', id, length: trace.length })
        else this.#say({ type: 'finished', id, length: trace.length, digest: gateFold.digest(state), result: {} })
      },
    ]
  }

  #say(reply: WorkerReply): void {
    this.onmessage?.({ data: reply } as MessageEvent<unknown>)
  }
}

const CHUNK = 100

/** A run's events from `from` on, in chunks of a hundred. */
function cut(trace: TraceWriter, from: number) {
  const [whole] = trace.takeChunks()
  if (whole === undefined) return []
  const chunks = []
  for (let first = from; first < whole.length; first += CHUNK) {
    const end = Math.min(whole.length, first + CHUNK)
    chunks.push({
      first,
      length: end - first,
      kind: whole.kind.slice(first, end),
      at: whole.at.slice(first, end),
      a: whole.a.slice(first, end),
      b: whole.b.slice(first, end),
      c: whole.c.slice(first, end),
      payloads: undefined,
    })
  }
  return chunks
}

export interface TestSession {
  readonly session: Session
  readonly worker: GateWorker
  /** The session's clock. */
  readonly clock: { now: number }
  /** Does all idle work. */
  readonly idle: () => void
}

/** A session on the test lab. `held` keeps the worker's answers back until they are released. */
export function createTestSession(start: Partial<SessionStart> = {}, held = false, lab: AnyLab = testLab): TestSession {
  const worker = new GateWorker()
  worker.held = held
  const clock = { now: 0 }
  const work: (() => void)[] = []
  const ports = {
    engine: new EngineClient(() => worker),
    now: () => clock.now,
    soon: (piece: () => void) => piece(),
    idle: (piece: () => void) => void work.push(piece),
  }
  const session = new Session(lab, ports, { params: lab.defaults, ...start })
  return {
    session,
    worker,
    clock,
    idle: () => {
      for (let piece = work.shift(); piece !== undefined; piece = work.shift()) piece()
    },
  }
}
