import { createSandbox } from '../../src/practice/sandbox/create-sandbox.ts'
import { openFrame } from '../../src/practice/sandbox/frame.ts'
import type { RunRequest } from '../../src/practice/sandbox/sandbox.ts'
import type { Value } from '../../src/base/value.ts'
import { parseValue, writeValue } from '../../src/practice/sandbox/value.ts'

const sandbox = createSandbox()

/** Requests and outcomes hold values that a test cannot pass to its page; as text of the wire they can. */
async function runText(text: string): Promise<string> {
  const outcome = await sandbox.run(parseValue(JSON.parse(text), 'request') as unknown as RunRequest)
  return writeValue(outcome as unknown as Value)
}

/** What a challenge imports of the sandbox, put where a test can reach it. */
const practice = { createSandbox, openFrame, sandbox, runText }

export type SandboxPage = typeof practice

Object.assign(globalThis, { practice })
