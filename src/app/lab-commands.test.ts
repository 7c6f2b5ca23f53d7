import { expect, it, vi } from 'vitest'
import { createTestSession, testLab } from '../player/bench/gate-lab.tsx'
import { createBenchUi } from '../player/bench/bench-ui.ts'
import type { AnyLab } from '../player/lab.ts'
import type { AppContext } from './context.ts'
import { createLabCommands } from './lab-commands.ts'

function idsFor(lab: AnyLab): readonly string[] {
  const { session } = createTestSession({}, false, lab)
  const context = { openSheet: vi.fn(), go: vi.fn() } as unknown as AppContext
  return createLabCommands({ session, ui: createBenchUi() }, context, '').map(({ id }) => id)
}

it('shares a moment of a run, and none of data that a link cannot name', () => {
  expect(idsFor(testLab)).toContain('share')
  const own = idsFor({ ...testLab, isUnshared: true })
  expect(own).not.toContain('share')
  expect(own).toContain('restart')
})
