import { expect, it } from 'vitest'
import { createTestSession } from './bench/gate-lab.tsx'

it('X goes back to where it was pressed, else to the trunk', () => {
  const { session } = createTestSession()
  session.seek(150)
  session.branching.fork({ type: 'gate', value: 'strict', name: 'strict', note: '' })
  session.seek(300)
  session.branching.fork({ type: 'gate', value: 'plain', name: 'plain', note: '' })
  const shown = (): string => session.branch.spec.name
  const seen = Array.from({ length: 4 }, () => {
    session.branching.switchAround()
    return shown()
  })
  expect(seen).toEqual(['strict', 'plain', 'strict', 'plain'])
  session.branching.switchTo(session.branch.spec.parent ?? '')
  session.branching.switchTo('b0')
  session.branching.switchAround()
  expect(shown()).toBe('strict')
  session.branching.switchAround()
  expect(shown()).toBe('original run')
  // Where it came from may be gone by then.
  session.branching.switchAround()
  const [, strict] = session.state.branches
  session.branching.switchAround()
  session.branching.deleteBranch(strict?.id ?? '')
  session.branching.switchAround()
  expect(session.state.notice).toBe('Nothing to switch to yet: make a fork first.')
})

it('a fork is not called as one that was deleted and may come back', () => {
  const { session } = createTestSession()
  const strict = { type: 'gate', value: 'strict', name: 'strict', note: '' }
  session.seek(150)
  session.branching.fork(strict)
  session.branching.deleteBranch(session.branch.id)
  session.seek(160)
  session.branching.fork(strict)
  session.branching.undoDelete()
  expect(session.state.branches.map(({ spec }) => spec.name)).toEqual(['original run', 'strict, at 160', 'strict'])
  session.branching.deleteBranch(session.branch.id)
  session.branching.forgetUndo()
  session.branching.switchTo('b0', 160)
  session.branching.fork(strict)
  expect(session.branch.spec.name).toBe('strict, at 160')
})
