import { drawUnlessWhole } from '../../../scripts/draw.ts'
import type { Act, Params } from '../../player/lab.ts'
import { actsOf } from './acts.ts'
import { runLab, type LabRun } from './test-lab-run.ts'

/** A run with up to three acts, one behind the other, at places that a draw gives; each is one of those offered there. */
export function actedRuns(params: Params, forks: number): readonly LabRun[] {
  const runs: LabRun[] = []
  for (const seed of drawUnlessWhole(
    Array.from({ length: forks }, (_, i) => i),
    1 / 8,
    JSON.stringify(params),
  )) {
    let run = runLab(params)
    let from = 0
    for (let n = 0; n <= seed % 3; n++) {
      const at =
        from + ((seed * 7919 + n * 104_729) % Math.max(1, Math.floor((run.log.length - from) / (n === 0 ? 1 : 3))))
      if (at >= run.log.length) break
      const options = actsOf(run.momentAt(at))
      const option = options[(seed * 31 + n * 17) % Math.max(1, options.length)]
      if (option === undefined) break
      const act: Act = { at, type: option.type, value: option.value }
      run = runLab(params, [...run.acts, act])
      from = at + 1
    }
    runs.push(run)
  }
  return runs
}
