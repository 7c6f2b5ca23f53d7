import { expect, it } from 'vitest'
import type { Branch } from './branch.ts'
import { ReplayCheck } from './replay-check.ts'

const PIECES = 5

/** A log of 30 events whose state is their count, kept at 0, 10 and 20; its digest is of so many pieces, or of one. */
function createBranch(inPieces: boolean, digest: string): { readonly branch: Branch; readonly broken: () => unknown } {
  let broken: unknown
  const fold = {
    copy: (state: { count: number }) => ({ ...state }),
    reduce: (state: { count: number }, _chunk: unknown, lo: number, hi: number) => (state.count += hi - lo),
    digest: ({ count }: { count: number }) => `digest ${count}`,
    ...(inPieces ? { digestInPieces: digestSlowly } : {}),
  }
  const checkpoints = [0, 10, 20].map((position) => ({ position, state: { count: position } }))
  const branch = {
    log: { length: 30, visit: (lo: number, hi: number, take: (...args: unknown[]) => void) => take({}, lo, hi) },
    replay: { indexed: 30, fold, checkpoints },
    end: { type: 'complete', digest, result: undefined },
    get broken() {
      return broken
    },
    set broken(value: unknown) {
      broken = value
    },
  }
  return { branch: branch as unknown as Branch, broken: () => broken }
}

function* digestSlowly({ count }: { readonly count: number }): Generator<undefined, string> {
  for (let i = 0; i < PIECES; i++) yield undefined
  return `digest ${count}`
}

it.each([
  [false, 3 + 1],
  [true, 3 + PIECES + 1],
])('the last state is compared by its digest, in pieces: %s', (inPieces, turns) => {
  for (const [digest, expected] of [
    ['digest 30', undefined],
    ['digest 31', 30],
  ] as const) {
    const { branch, broken } = createBranch(inPieces, digest)
    const check = new ReplayCheck(branch)
    let taken = 1
    while (check.next()) taken++
    expect(taken).toBe(turns)
    expect(broken()).toBe(expected)
    expect(check.next()).toBe(false)
  }
})
