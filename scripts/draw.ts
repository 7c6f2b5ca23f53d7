import { Rng } from '../src/base/rng.ts'

/**
 * What is broad and heavy is tried in part by `npm test`, another part for another `LAKESCOPE_SEED`, and whole with
 * `LAKESCOPE_ALL=1`, which is what `npm test -- whole` and so CI does.
 */

export const SEED = Number(process.env['LAKESCOPE_SEED'] ?? 1)

export const IS_WHOLE = process.env['LAKESCOPE_ALL'] === '1'

/** About that share of all, at least one, in their order; `name` lets other things be drawn for other purposes. */
export function drawPart<Thing>(all: readonly Thing[], share: number, name: string, seed = SEED): readonly Thing[] {
  const rng = new Rng(seed, name)
  const left = all.map((_, index) => index)
  const drawn = new Set<number>()
  while (drawn.size < Math.min(all.length, Math.max(1, Math.round(all.length * share)))) {
    const [index] = left.splice(rng.nextBelow(left.length), 1)
    if (index !== undefined) drawn.add(index)
  }
  return all.filter((_, index) => drawn.has(index))
}

/** All when that is asked for, else a part. */
export function drawUnlessWhole<Thing>(all: readonly Thing[], share: number, name: string): readonly Thing[] {
  return IS_WHOLE ? all : drawPart(all, share, name)
}

/** All when that is asked for, else without what takes long by itself. */
export function leaveOutUnlessWhole<Thing>(all: readonly Thing[], isLong: (thing: Thing) => boolean): readonly Thing[] {
  return IS_WHOLE ? all : all.filter((thing) => !isLong(thing))
}

/** For a test's name: "8 of 23, seed 1", or "all 23". */
export function tellPart(drawn: readonly unknown[], all: readonly unknown[]): string {
  return drawn.length === all.length ? `all ${all.length}` : `${drawn.length} of ${all.length}, seed ${SEED}`
}

/** How often something is tried by chance: so many times when the whole is asked for, else that share of it. */
export function countUnlessWhole(whole: number, share = 1 / 3): number {
  return IS_WHOLE ? whole : Math.ceil(whole * share)
}
