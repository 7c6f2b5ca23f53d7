import type { Value } from '../../base/value.ts'
import { writeValue } from '../sandbox/value.ts'
import { mapNumbers, planSmaller, planWithout, planWithoutTogether, rankNumbers } from './smaller.ts'
import { compareWeights, weigh } from './weight.ts'

export type Args = readonly Value[]

export interface ShrinkOptions {
  /** For a class the arguments are calls, whose methods' names stay what they are. */
  readonly kind: 'function' | 'class'
  readonly isAllowed: (args: Args) => boolean
  /** Tells of each candidate whether it fails; one that was not tried does not. All are tried in one run. */
  readonly findFailing: (candidates: readonly Args[]) => Promise<readonly boolean[]>
  readonly mostRuns: number
  /** Candidates of one run. */
  readonly batch: number
}

/** Candidates that one state may have looked at, allowed or not: a long input has more of them than anyone waits for. */
const MOST_LOOKED_AT = 20_000

/**
 * Makes arguments that fail smaller as long as they fail and are allowed: goes to the lightest candidate of a batch that
 * fails, and on from there, until none fails or the runs are used up. What comes back fails and is allowed, as `start` is.
 */
export async function shrinkArgs(start: Args, options: ShrinkOptions): Promise<Args> {
  const { findFailing, mostRuns, batch } = options
  const seen = new Set([keyOf(start)])
  let best = start
  let candidates = listCandidates(best, options, seen)
  for (let run = 0; run < mostRuns; run++) {
    const tried = takeSome(candidates, batch)
    if (tried.length === 0) break
    const failing = await findFailing(tried)
    const lightest = tried.filter((_, i) => failing[i] === true).sort(compareArgs)[0]
    if (lightest === undefined) continue
    best = lightest
    candidates = listCandidates(best, options, seen)
  }
  return best
}

/** Allowed arguments that are lighter than these, none twice. */
function* listCandidates(args: Args, { kind, isAllowed }: ShrinkOptions, seen: Set<string>): Generator<Args> {
  const weight = weigh(args)
  let lookedAt = 0
  for (const candidate of planCandidates(args, kind)) {
    if (lookedAt++ === MOST_LOOKED_AT) return
    if (compareWeights(weigh(candidate), weight) >= 0) continue
    const key = keyOf(candidate)
    if (seen.has(key)) continue
    seen.add(key)
    if (isAllowed(candidate)) yield candidate
  }
}

function* planCandidates(args: Args, kind: ShrinkOptions['kind']): Generator<Args> {
  // First what takes parts away, then numbers all at once, then one by one.
  if (kind === 'class') yield* planWithout(args)
  else yield* planWithoutTogether(args)
  yield* planNumbers(args, kind)
  for (let i = 0; i < args.length; i++) {
    const each = args[i]
    for (const smaller of kind === 'class' ? planCall(each) : planSmaller(each)) yield args.with(i, smaller)
  }
}

/** A call keeps its method and how many arguments it has. */
function* planCall(call: Value): Generator<Value> {
  if (!Array.isArray(call)) return
  const [method, ...args] = call as readonly Value[]
  for (let i = 0; i < args.length; i++) {
    for (const smaller of planSmaller(args[i])) yield [method, ...args.with(i, smaller)]
  }
}

function* planNumbers(args: Args, kind: ShrinkOptions['kind']): Generator<Args> {
  const change = (value: (number: number) => number): Args => args.map((each) => mapNumbers(each, value))
  yield args.map(rankNumbers(args, 0))
  yield args.map(rankNumbers(args, 1))
  if (kind === 'function') {
    // Each argument by itself: a limit beside a list is no value of the list.
    for (let i = 0; i < args.length; i++) {
      for (const first of [0, 1]) yield args.with(i, rankNumbers([args[i]], first)(args[i]))
    }
  }
  yield change((number) => Math.trunc(number))
  yield change((number) => number % 10)
  yield change((number) => Math.trunc(number / 2))
}

function takeSome(candidates: Generator<Args>, most: number): Args[] {
  const taken: Args[] = []
  while (taken.length < most) {
    const next = candidates.next()
    if (next.done === true) break
    taken.push(next.value)
  }
  return taken
}

function compareArgs(a: Args, b: Args): number {
  return compareWeights(weigh(a), weigh(b))
}

function keyOf(args: Args): string {
  return writeValue(args)
}
