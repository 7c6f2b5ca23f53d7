import { tryChallenge } from '../../src/challenges/registry.ts'
import { judgeCode } from '../../src/practice/code/judge-code.ts'
import type { CodeVerdict } from '../../src/practice/code/verdict.ts'
import { createSandbox } from '../../src/practice/sandbox/create-sandbox.ts'
import type { CodeTask, Language } from '../../src/practice/types.ts'

const sandbox = createSandbox()

async function taskOf(id: string): Promise<CodeTask> {
  const challenge = await tryChallenge(id)?.load()
  if (challenge === undefined || !('code' in challenge)) throw new Error(`${id} asks for no program`)
  return challenge.code
}

/** A program of a challenge's folder: "reference.ts". */
async function readProgram(id: string, file: string): Promise<string> {
  return (await taskOf(id)).programs[`./programs/${file}`] ?? ''
}

/** Submits a program, as the page of the challenge does. */
async function submit(id: string, language: Language, source: string): Promise<CodeVerdict> {
  return judgeCode(await taskOf(id), { language, source, which: 'all', seed: 11, sandbox })
}

/** What a challenge imports of the judge, put where a test can reach it. */
const judge = { readProgram, submit }

export type JudgePage = typeof judge

Object.assign(globalThis, { judge })
