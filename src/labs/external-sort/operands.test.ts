import { describe, expect, it } from 'vitest'
import { runLab, type LabRun } from './test-lab-run.ts'
import { OPERAND_NAMES } from './operand-names.ts'
import { operandsOf } from './operands.ts'
import { recordedOf } from './record.ts'

/** The same by way of the state: every number under that name in the event as the inspector shows it. */
function slowly(run: LabRun, seq: number, names: readonly string[]): ReadonlySet<unknown> {
  const recorded = recordedOf(run.momentAt(seq))
  const top = Object.entries(recorded).filter(([name]) => names.includes(name))
  return new Set(top.map(([, value]) => value).filter((value) => value !== 'output'))
}

describe.each([
  ['a loser tree', runLab()],
  ['two passes in a heap', runLab({ fanIn: 4, structure: 'binary-heap' })],
  ['replacement selection', runLab({ formation: 'replacement-selection' })],
])('operands in %s', (_, run) => {
  it('are those that the recorded event shows', () => {
    const { log } = run
    const { header } = run.momentAt(0).state
    for (let seq = 1; seq <= log.length; seq += 3) {
      const { op } = recordedOf(run.momentAt(seq)) as { op: string }
      const of = (name: string): ReadonlySet<unknown> => new Set(operandsOf(log, seq, name, header))
      expect(of('page'), `page of ${op} at ${seq}`).toEqual(slowly(run, seq, ['page']))
      expect(of('node'), `node of ${op} at ${seq}`).toEqual(slowly(run, seq, ['node']))
      if (op === 'emit') {
        expect(of('key'), `key at ${seq}`).toEqual(slowly(run, seq, ['key']))
        expect(of('run'), `runs at ${seq}`).toEqual(slowly(run, seq, ['from', 'to']))
      }
      if (['readPage', 'spillPage', 'writePage', 'sealRun'].includes(op)) {
        expect(of('run'), `run of ${op} at ${seq}`).toEqual(slowly(run, seq, ['run']))
      }
    }
  })

  it('know every name that is offered', () => {
    const { log } = run
    const { header } = run.momentAt(0).state
    for (const name of OPERAND_NAMES.filter((one) => one !== 'node')) {
      const found = Array.from({ length: log.length }, (_, i) => operandsOf(log, i + 1, name, header)).flat()
      expect(new Set(found).size, name).toBeGreaterThan(0)
    }
  })
})
