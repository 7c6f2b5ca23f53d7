import { CHALLENGES } from '../../challenges/registry.ts'
import type { CodeTask, Language } from '../types.ts'
import type { Program } from './run-cases.ts'

/** The tasks of all folders that are answered by a program. */
export const TASKS: readonly { readonly id: string; readonly task: CodeTask }[] = (
  await Promise.all(
    CHALLENGES.filter(({ kind }) => kind === 'code' || kind === 'debug').map(async (entry) => ({
      id: entry.id,
      challenge: await entry.load(),
    })),
  )
).flatMap(({ id, challenge }) => ('code' in challenge ? [{ id, task: challenge.code }] : []))

export const LANGUAGES: readonly Language[] = ['typescript', 'python']

/** A program of a task's folder by its name: "reference", "wrong-floor". */
export function programOf(task: CodeTask, language: Language, name: string): Program {
  const path = `./programs/${name}.${language === 'python' ? 'py' : 'ts'}`
  const source = task.programs[path]
  if (source === undefined) throw new Error(`there is no ${path}`)
  return { language, source, entry: task.entry[language] }
}
