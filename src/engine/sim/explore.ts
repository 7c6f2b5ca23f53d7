import { canCommute } from './call.ts'
import type { SimCall } from './call.ts'
import { Simulation } from './simulation.ts'
import type { Actor, Choose, SimOptions, SimRecord } from './simulation.ts'

/** A world of its own for each order. */
export interface Trial {
  readonly actors: readonly Actor[]
  readonly options?: SimOptions
  /** What is wrong at the end; undefined when all is well. */
  check(record: SimRecord): Promise<string | undefined>
}

export interface ExploreOptions {
  /** Orders that are run at most. */
  readonly limit?: number
  /** Runs at most, those too that turn out to be equal to one before; ten times the limit by default. */
  readonly mostRuns?: number
  /** False runs every order, those too that differ only in calls that commute. */
  readonly isCollapsed?: boolean
}

export interface Exploration {
  /** The first order at whose end something is wrong, as the names in turn. */
  readonly found: { readonly schedule: readonly string[]; readonly what: string } | undefined
  /** Orders that were run to their end. */
  readonly explored: number
  /** True when no order is left, those aside that differ from one explored only in calls that commute. */
  readonly complete: boolean
}

const USUAL_LIMIT = 2000

/**
 * Looks for an order of the actors' calls at whose end something is wrong, by running them again and again. Calls that
 * commute are collapsed with sleep sets (Godefroid, Partial-Order Methods, 1996): an actor whose call was tried at a point
 * sleeps below the alternatives to it until a call is made that does not commute with its own. Of every class of orders
 * that differ only in commuting calls exactly one runs to its end. Ends at the first order found, or at one of the limits.
 */
export async function exploreOrders(create: () => Trial, options: ExploreOptions = {}): Promise<Exploration> {
  const job = exploreStepwise(create, options)
  for (;;) {
    const step = await job.next()
    if (step.done === true) return step.value
  }
}

/** The same, stopping after each run to tell how many orders were run to their end. */
export async function* exploreStepwise(
  create: () => Trial,
  options: ExploreOptions = {},
): AsyncGenerator<number, Exploration> {
  const { limit = USUAL_LIMIT, mostRuns = limit * 10, isCollapsed = true } = options
  const path: Branching[] = []
  let explored = 0
  let runs = 0
  do {
    if (explored >= limit || runs++ >= mostRuns) return { found: undefined, explored, complete: false }
    const trial = create()
    const walk = new Walk(path, isCollapsed)
    const record = await new Simulation(trial.actors, trial.options).run(walk.choose)
    yield explored
    if (walk.isRedundant) continue
    explored++
    const what = await trial.check(record)
    if (what !== undefined) {
      const found = { schedule: path.map(({ chosen }) => chosen), what }
      return { found, explored, complete: false }
    }
  } while (advance(path))
  return { found: undefined, explored, complete: true }
}

/** A point at which somebody was chosen. */
interface Branching {
  readonly calls: ReadonlyMap<string, SimCall>
  /** Who need not be tried here: tried already, or asleep since above. */
  readonly asleep: Set<string>
  chosen: string
}

/** Leads along a path, and makes it longer behind its end. */
class Walk {
  /** All who wait are asleep: every order that begins so is equal to one that was run. */
  isRedundant = false
  #depth = 0

  constructor(
    private readonly path: Branching[],
    private readonly isCollapsed: boolean,
  ) {}

  readonly choose: Choose = (waiting) => {
    const known = this.path[this.#depth]
    if (known === undefined) {
      const calls = new Map(waiting.map(({ actor, call }) => [actor, call]))
      const asleep = this.isCollapsed ? sleepers(this.path[this.#depth - 1]) : new Set<string>()
      const chosen = [...calls.keys()].find((name) => !asleep.has(name))
      if (chosen === undefined) {
        this.isRedundant = true
        return undefined
      }
      this.path.push({ calls, asleep, chosen })
    }
    return this.path[this.#depth++]?.chosen
  }
}

function sleepers(above: Branching | undefined): Set<string> {
  if (above === undefined) return new Set()
  const { calls, asleep, chosen } = above
  const made = calls.get(chosen) as SimCall
  return new Set([...asleep].filter((name) => name !== chosen && canCommute(calls.get(name) as SimCall, made)))
}

/** Sets the deepest point that has another choice to that choice, and cuts what is below; false when none is left. */
function advance(path: Branching[]): boolean {
  for (let last = path.at(-1); last !== undefined; last = path.at(-1)) {
    const { asleep, calls, chosen } = last
    asleep.add(chosen)
    const next = [...calls.keys()].find((name) => !asleep.has(name))
    if (next !== undefined) {
      last.chosen = next
      return true
    }
    path.pop()
  }
  return false
}
