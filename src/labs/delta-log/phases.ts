import { formatCount } from '../../base/format.ts'
import { DeltaEvent } from '../../engine/delta/events.ts'
import type { BeginPayload } from '../../engine/delta/events.ts'
import type { Log } from '../../engine/trace/log.ts'
import type { StoryStep } from '../../player/lab.ts'
import type { TimelinePhase } from '../../player/timeline/contract.ts'
import { headOf, PAST } from './read.ts'

/** One statement of the log, as its `begin` event tells it. */
export interface Began {
  readonly seq: number
  readonly actor: number
  readonly text: string
  readonly isRepeat: boolean
}

const kept = new WeakMap<Log, { readonly length: number; readonly list: readonly Began[] }>()

/** Every statement that has begun, in order. */
export function statementsOf(log: Log): readonly Began[] {
  const known = kept.get(log)
  if (known?.length === log.length) return known.list
  const count = log.count(DeltaEvent.begin, log.length)
  const list = Array.from({ length: count }, (_, i): Began => {
    const seq = log.nth(DeltaEvent.begin, i + 1) as number
    const { a, c } = log.event(seq)
    return { seq, actor: a, text: (log.payload(seq) as BeginPayload).text, isRepeat: c === 1 }
  })
  kept.set(log, { length: log.length, list })
  return list
}

const ACTOR_LETTERS = ['the table', 'A', 'B', 'C', 'you']

/** The stretches of the whole log, for the strip under the timeline. */
export function phasesOf(log: Log): readonly TimelinePhase[] {
  const list = statementsOf(log)
  const first = list.find(({ actor }) => actor !== PAST)
  const past = list.some(({ actor }) => actor === PAST) ? [{ from: 0, label: 'build the table' }] : []
  if (first === undefined) return past
  const works: TimelinePhase = { from: first.seq - 1, label: writersLabel(list) }
  const repeats = list.filter(({ isRepeat }) => isRepeat)
  return [
    ...past,
    works,
    ...repeats.map(({ seq, actor }) => ({ from: seq - 1, label: `${letterOf(actor)} begins again` })),
  ]
}

export function letterOf(actor: number): string {
  return ACTOR_LETTERS[actor] ?? '?'
}

function writersLabel(list: readonly Began[]): string {
  const writers = new Set(list.filter(({ actor }) => actor !== PAST).map(({ actor }) => actor))
  return writers.size === 1 ? 'one writer at work' : `${writers.size} writers at once`
}

/** The steps of this run: what is past, what each writer does, what comes of it. */
export function stepsOf(log: Log): readonly StoryStep[] {
  const list = statementsOf(log)
  const commits = log.count(DeltaEvent.commit, log.length)
  if (list.length === 0 && commits > 0) return stepsOfVersions(log, commits)
  const past = list.filter(({ actor }) => actor === PAST).length
  const steps: StoryStep[] =
    past === 0 ? [] : [{ from: log.length === 0 ? undefined : 0, text: `Build the table: ${past} statements` }]
  for (const { seq, actor, isRepeat, text } of list) {
    if (actor === PAST) continue
    const previous = steps.at(-1)
    const name = letterOf(actor)
    const what = `${name}: ${headOf(text)}`
    if (previous?.from === seq - 2 && !isRepeat) {
      steps[steps.length - 1] = { ...previous, text: `${previous.text}; ${what}` }
    } else steps.push({ from: seq - 1, text: isRepeat ? `${what} again` : what })
  }
  return [...steps, ...decisions(log)]
    .sort((a, b) => (a.from ?? Infinity) - (b.from ?? Infinity))
    .concat(commits === 0 ? [{ from: undefined, text: 'A first commit' }] : [])
}

/** Checkpoints that are named among the steps of a log without statements. */
const MOST_CHECKPOINTS = 5

/** A log that was read back has no statements: its steps are the first version, checkpoints on the way, and the last version. */
function stepsOfVersions(log: Log, commits: number): readonly StoryStep[] {
  const versionAt = (n: number): StoryStep => {
    const seq = log.nth(DeltaEvent.commit, n) as number
    return { from: seq, text: `Version ${formatCount(log.event(seq).b)} is there` }
  }
  const count = log.count(DeltaEvent.checkpoint, log.length)
  const shown = Math.min(count, MOST_CHECKPOINTS)
  const checkpoints = Array.from({ length: shown }, (_, i): StoryStep => {
    const seq = log.nth(DeltaEvent.checkpoint, Math.ceil(((i + 1) * count) / shown)) as number
    return { from: seq, text: `Checkpoint of version ${formatCount(log.event(seq).b)}` }
  })
  const steps = [versionAt(1), ...checkpoints, ...(commits > 1 ? [versionAt(commits)] : [])]
  return steps.sort((a, b) => (a.from ?? 0) - (b.from ?? 0))
}

/** Moments at which it is decided who wins. */
function decisions(log: Log): StoryStep[] {
  const steps: StoryStep[] = []
  for (let n = 1; n <= log.count(DeltaEvent.lose, log.length); n++) {
    const seq = log.nth(DeltaEvent.lose, n) as number
    const { a, b } = log.event(seq)
    steps.push({ from: seq, text: `Version ${b} is taken: ${letterOf(a)} checks` })
  }
  for (let n = 1; n <= log.count(DeltaEvent.die, log.length); n++) {
    const seq = log.nth(DeltaEvent.die, n) as number
    steps.push({ from: seq, text: `${letterOf(log.event(seq).a)} dies` })
  }
  return steps
}
