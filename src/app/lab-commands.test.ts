import { expect, it, vi } from 'vitest'
import { ownLab as ownTable } from '../labs/delta-log/own-table/own-lab.ts'
import { lab } from '../labs/delta-log/lab.ts'
import { EngineClient, type WorkerLike } from '../worker/client.ts'
import { createBenchUi } from '../player/bench/bench-ui.ts'
import type { AnyLab } from '../player/lab.ts'
import { Session } from '../player/session.ts'
import type { AppContext } from './context.ts'
import { createLabCommands } from './lab-commands.ts'

/** Takes what it is asked and never answers. */
const silent: WorkerLike = {
  onmessage: null,
  onerror: null,
  onmessageerror: null,
  terminate: () => undefined,
  postMessage: () => undefined,
}

function idsFor(one: AnyLab, params: Session['branch']['spec']['params']): readonly string[] {
  const ports = { engine: new EngineClient(() => silent), now: () => 0, idle: () => undefined }
  const session = new Session(one, ports, { params })
  const context = { openSheet: vi.fn(), go: vi.fn() } as unknown as AppContext
  return createLabCommands({ session, ui: createBenchUi() }, context, '').map(({ id }) => id)
}

it('shares a moment of a run, and none of a table that a link cannot name', () => {
  expect(idsFor(lab, lab.defaults)).toContain('share')
  const own = idsFor(ownTable, { name: 'sales', version: 1, commits: 2, others: 0 })
  expect(own).not.toContain('share')
  expect(own).toContain('restart')
})
