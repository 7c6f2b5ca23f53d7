import { Digest } from '../base/digest.ts'
import type { Act, Params } from '../player/lab.ts'

/** Names a branch among those of its lab. */
export function hashBranch(params: Params, acts: readonly Act[]): string {
  return new Digest().text(JSON.stringify([params, acts])).hex()
}
