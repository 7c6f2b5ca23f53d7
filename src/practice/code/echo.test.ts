import { afterAll, beforeAll, expect, it } from 'vitest'
import { Rng } from '../../base/rng.ts'
import { DEFAULT_LIMITS } from '../sandbox/sandbox.ts'
import { writeEcho } from './echo.ts'
import { runCases } from './run-cases.ts'
import { createTestSandbox } from './test-runner.ts'
import { LANGUAGES, programOf, TASKS } from './test-tasks.ts'

const sandbox = createTestSandbox()
beforeAll(() => sandbox.warm(), 120_000)
afterAll(() => sandbox.dispose())

const growing = TASKS.flatMap(({ id, task }) =>
  task.growth === undefined ? [] : LANGUAGES.map((language) => ({ id, task, growth: task.growth, language })),
)

it.each(growing)('an echo of $id in $language returns what the reference does', async ({ task, growth, language }) => {
  const reference = programOf(task, language, 'reference')
  const inputs = [20, 40].map((n) => growth?.make(n, new Rng(1, 'echo')) ?? [])
  const right = await runCases(sandbox, reference, inputs, { limits: DEFAULT_LIMITS })
  const outputs = right.map((run) => (run.kind === 'returned' ? run.value : undefined))
  expect(outputs).not.toContain(undefined)
  const echo = writeEcho(reference, inputs, outputs)
  const echoed = await runCases(sandbox, echo.program, echo.inputs, { limits: DEFAULT_LIMITS })
  expect(echoed.map((run) => run.kind === 'returned' && run.value)).toEqual(outputs)
})
