import { IS_WHOLE, SEED } from '../../scripts/draw.ts'
import { IS_PROVING } from '../../scripts/proofs.ts'
import { Rng } from '../../src/base/rng.ts'
import type { Language } from '../../src/practice/types.ts'
import type { HostileProgram } from './hostile-program.ts'

/** An interpreter takes seconds to begin, so less of Python is run each time. */
const SHARE = { typescript: 1 / 10, python: 1 / 15 } as const

/**
 * All when they are to be proven, and all of TypeScript when the whole is asked for. Else a part, drawn by the seed: a third
 * of Python and one of each way to end at least when the whole is asked for, few of them each time; a tenth of TypeScript
 * and one of each way to end.
 */
export function drawPrograms(programs: readonly HostileProgram[], language: Language): readonly HostileProgram[] {
  if (IS_PROVING || (IS_WHOLE && language === 'typescript')) return programs
  const least = Math.ceil(programs.length * (IS_WHOLE ? 1 / 3 : SHARE[language]))
  const needsEachEnding = IS_WHOLE || language === 'typescript'
  const rng = new Rng(SEED, 'hostile programs')
  const left = [...programs]
  const drawn: HostileProgram[] = []
  const kinds = new Set<string>()
  while (left.length > 0) {
    const [program] = left.splice(rng.nextBelow(left.length), 1) as [HostileProgram]
    const kind = endingOf(program)
    if (drawn.length >= least && (kinds.has(kind) || !needsEachEnding)) continue
    kinds.add(kind)
    drawn.push(program)
  }
  return drawn
}

function endingOf({ told }: HostileProgram): string {
  const { fault, cases } = told as { fault?: { kind?: string }; cases?: readonly { kind?: string }[] }
  return fault?.kind ?? cases?.[0]?.kind ?? 'any'
}
