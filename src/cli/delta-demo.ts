import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { formatPlural } from '../base/format.ts'
import { buildTable } from '../engine/operations/delta-table.ts'
import { OperationError } from '../engine/operations/operation.ts'
import { SCENARIOS } from '../labs/delta-log/scenarios.ts'
import { CliError } from './error-codes.ts'

export interface DemoArguments {
  readonly scenario: string
  /** Absolute path of a folder that is empty, or not there yet. */
  readonly out: string
  /** The other future that the scenario compares. */
  readonly isFork: boolean
}

/** What was written, as `--json` prints it. */
export interface DemoResult {
  readonly scenario: string
  readonly claim: string
  readonly out: string
  readonly files: number
  readonly sizeBytes: number
}

/**
 * Writes the table that a scenario of the lab ends with. Objects have the times that the simulation gave them, since times of
 * commits count. Throws `CliError`.
 */
export async function runDemo({ scenario: id, out, isFork }: DemoArguments): Promise<DemoResult> {
  const scenario = SCENARIOS.find((candidate) => candidate.id === id)
  if (scenario === undefined) {
    const known = SCENARIOS.map((candidate) => candidate.id).join(', ')
    throw new CliError('USAGE', `there is no scenario "${id}"; there are ${known}`, 'SCENARIO')
  }
  const { fork, params, claim } = scenario
  if (isFork && fork === undefined) throw new CliError('USAGE', `the scenario ${id} has no fork`, '--fork')
  if (!isFork && params['log'] === 'naive') {
    throw new CliError(
      'USAGE',
      `the scenario ${id} runs on a naive log, which has no files; --fork writes the real table`,
      '--fork',
    )
  }
  await ensureEmpty(out)
  const store = await build(isFork ? (fork?.params ?? params) : params, isFork ? (fork?.acts ?? []) : [])
  const objects = await store.list('')
  let sizeBytes = 0
  for (const { path, modifiedMs, sizeBytes: size } of objects) {
    const file = resolve(out, join(...path.split('/')))
    // As a number of seconds it may fall short of its millisecond by a hair.
    const seconds = modifiedMs / 1000 + 1e-6
    await told(file, async () => {
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, await store.get(path))
      await utimes(file, seconds, seconds)
    })
    sizeBytes += size
  }
  return { scenario: id, claim, out, files: objects.length, sizeBytes }
}

export function describeDemo({ claim, out, files }: DemoResult): string {
  return `${claim}\n${formatPlural(files, 'file')} in ${out}`
}

async function build(params: unknown, acts: unknown): ReturnType<typeof buildTable> {
  try {
    return await buildTable(params, acts)
  } catch (error) {
    if (error instanceof OperationError) throw new CliError('INTERNAL', error.message, error.where)
    throw error
  }
}

async function ensureEmpty(folder: string): Promise<void> {
  const found = await readdir(folder).catch((error: unknown) => {
    if ((error as { code?: string }).code === 'ENOENT') return []
    throw new CliError('WRITE_FAILED', `the folder cannot be used: ${messageOf(error)}`, folder)
  })
  if (found.length > 0) {
    throw new CliError(
      'WRITE_FAILED',
      'the folder is not empty; name a new one, so that nothing is overwritten',
      folder,
    )
  }
}

async function told(file: string, write: () => Promise<void>): Promise<void> {
  try {
    await write()
  } catch (error) {
    throw new CliError('WRITE_FAILED', `it cannot be written: ${messageOf(error)}`, file)
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
