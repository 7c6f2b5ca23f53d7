import { Rng } from '../../src/base/rng.ts'
import type { HostileProgram } from './hostile-program.ts'

/** Runs of every program take minutes; `LAKESCOPE_PROVE=1` asks for them. */
export const IS_PROOF = process.env['LAKESCOPE_PROVE'] === '1'

/** Which programs are run when not all are. */
export const HOSTILE_SEED = Number(process.env['LAKESCOPE_SEED'] ?? 1)

/** All when they are asked for; else a tenth, drawn by the seed, and one of each way to end at least. */
export function drawPrograms(programs: readonly HostileProgram[]): readonly HostileProgram[] {
  if (IS_PROOF) return programs
  const rng = new Rng(HOSTILE_SEED, 'hostile programs')
  const left = [...programs]
  const drawn: HostileProgram[] = []
  const kinds = new Set<string>()
  while (left.length > 0) {
    const [program] = left.splice(rng.nextBelow(left.length), 1) as [HostileProgram]
    const kind = endingOf(program)
    if (drawn.length >= programs.length / 10 && kinds.has(kind)) continue
    kinds.add(kind)
    drawn.push(program)
  }
  return drawn
}

function endingOf({ told }: HostileProgram): string {
  const { fault, cases } = told as { fault?: { kind?: string }; cases?: readonly { kind?: string }[] }
  return fault?.kind ?? cases?.[0]?.kind ?? 'any'
}
