import { createSandbox } from '../../src/practice/sandbox/create-sandbox.ts'
import { openFrame } from '../../src/practice/sandbox/frame.ts'
import type { RunRequest } from '../../src/practice/sandbox/sandbox.ts'
import type { Value } from '../../src/base/value.ts'
import { parseValue, writeValue } from '../../src/practice/sandbox/value.ts'

const sandbox = createSandbox()

/**
 * Runs a program and tells how long it took from the beginning of its first case, 0 when none began. Requests and outcomes hold values that a
 * test cannot pass to its page; as text of the wire they can.
 */
async function runText(text: string): Promise<string> {
  let began: number | undefined
  const onCase = (index: number): void => {
    if (index === 0) began = performance.now()
  }
  const outcome = await sandbox.run(parseValue(JSON.parse(text), 'request') as unknown as RunRequest, { onCase })
  const milliseconds = began === undefined ? 0 : performance.now() - began
  return writeValue({ outcome: outcome as unknown as Value, milliseconds })
}

/** What a challenge imports of the sandbox, put where a test can reach it. */
const practice = { createSandbox, openFrame, sandbox, runText }

export type SandboxPage = typeof practice

Object.assign(globalThis, { practice })
