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

/** The user among the actors. */
export const GUEST = ACTOR_LETTERS.length - 1

/** The stretches of the whole log, for the strip under the timeline. */
export function phasesOf(log: Log): readonly TimelinePhase[] {
  const list = statementsOf(log)
  const writers = list.filter(({ actor }) => actor !== PAST && actor !== GUEST)
  const past = list.some(({ actor }) => actor === PAST) ? [{ from: 0, label: 'build the table' }] : []
  const [first] = writers
  const works = first === undefined ? [] : [{ from: first.seq - 1, label: writersLabel(log, writers) }]
  const repeats = list.filter(({ isRepeat }) => isRepeat)
  return [
    ...past,
    ...works,
    ...repeats.map(({ seq, actor }) => ({ from: seq - 1, label: `${letterOf(actor)} begins again` })),
    ...guestPhases(log, list, works[0]?.label),
  ].sort((a, b) => a.from - b.from)
}

/** What the user runs stands by itself, and behind it the writers go on where they have not ended. */
function guestPhases(log: Log, list: readonly Began[], works: string | undefined): TimelinePhase[] {
  const own = list.filter(({ actor }) => actor === GUEST)
  return own.flatMap(({ seq }, i): TimelinePhase[] => {
    const end = endOf(log, GUEST, seq)
    const next = own[i + 1]?.seq
    const isNew = i === 0 || endOf(log, GUEST, own[i - 1]?.seq ?? 0) !== seq - 1
    const begins = isNew ? [{ from: seq - 1, label: 'your statement' }] : []
    const goOn = end < log.length && next !== end + 1 && works !== undefined
    return goOn ? [...begins, { from: end, label: works }] : begins
  })
}

/** Where a statement that begins at an event ends; the end of the log where it does not. */
function endOf(log: Log, actor: number, began: number): number {
  for (let seq = began + 1; seq <= log.length; seq++) {
    const { kind, a } = log.event(seq)
    if (a === actor && (kind === DeltaEvent.end || kind === DeltaEvent.die)) return seq
  }
  return log.length
}

export function letterOf(actor: number): string {
  return ACTOR_LETTERS[actor] ?? '?'
}

/** An actor in a sentence about what it does: "B reads", "your statement reads". */
export function whoOf(actor: number): string {
  return actor === GUEST ? 'your statement' : letterOf(actor)
}

/** With its first letter large: a sentence begins. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function writersLabel(log: Log, began: readonly Began[]): string {
  const count = new Set(began.map(({ actor }) => actor)).size
  if (count === 1) return 'one writer at work'
  const most = mostAtOnce(log, began)
  if (most === count) return `${count} writers at once`
  return most === 1 ? `${count} writers, one after the other` : `${count} writers, ${most} at once`
}

/** How many of the writers are at work together where they are most. */
function mostAtOnce(log: Log, began: readonly Began[]): number {
  const turns = began.flatMap(({ seq, actor }) => [
    { seq, actor, isBegin: true },
    { seq: endOf(log, actor, seq), actor, isBegin: false },
  ])
  const atWork = new Set<number>()
  let most = 0
  for (const { actor, isBegin } of turns.sort((a, b) => a.seq - b.seq)) {
    if (isBegin) atWork.add(actor)
    else atWork.delete(actor)
    most = Math.max(most, atWork.size)
  }
  return most
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
    steps.push({ from: seq, text: `Version ${b} is taken: ${whoOf(a)} checks` })
  }
  for (let n = 1; n <= log.count(DeltaEvent.die, log.length); n++) {
    const seq = log.nth(DeltaEvent.die, n) as number
    steps.push({ from: seq, text: `${letterOf(log.event(seq).a)} dies` })
  }
  return steps
}
