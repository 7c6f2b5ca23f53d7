import { expect, it } from 'vitest'
import { LABS } from '../labs/registry.ts'
import { Session } from '../player/session.ts'
import type { RunRequest } from '../worker/client.ts'
import { tryFirstRun } from './load-lab.ts'

it.each(['', '/'])(
  'the run that is started ahead at "%s" is the one that the first lab opens with',
  async (address) => {
    const lab = await LABS[0]?.load()
    if (lab === undefined) throw new Error('there is no lab')
    const asked: RunRequest[] = []
    const engine = {
      run: (request: RunRequest) => {
        asked.push(request)
        return () => undefined
      },
    }
    const now = () => 0
    new Session(lab, { engine, now, soon: () => undefined, idle: () => undefined }, { params: lab.defaults })
    expect(asked).toHaveLength(1)
    expect(JSON.stringify(tryFirstRun(address))).toBe(JSON.stringify(asked[0]))
  },
)

it.each(['/practice', '/labs/external-sort', '/labs/external-sort/at/xyz'])(
  'none is started ahead at "%s"',
  (address) => {
    expect(tryFirstRun(address)).toBeUndefined()
  },
)
