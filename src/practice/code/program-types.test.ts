import path from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { listFiles } from '../../../scripts/fingerprint.mjs'

/** What a learner's editor would underline: programs of challenges are in none of the projects that tsc checks. */

const challenges = path.resolve(import.meta.dirname, '../../challenges')

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.ESNext,
  moduleDetection: ts.ModuleDetectionKind.Force,
  lib: ['lib.es2023.d.ts'],
  types: [],
  strict: true,
  noEmit: true,
}

const files = listFiles(challenges, '.')
  .filter((file) => /\/programs\/.*\.ts$/.test(file))
  .map((file) => path.join(challenges, file))
const program = ts.createProgram(files, OPTIONS)

function diagnose(file: string): string[] {
  const source = program.getSourceFile(file)
  const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
  return found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
}

describe('programs of challenges', () => {
  it('are there', () => {
    expect(files.length).toBeGreaterThan(0)
  })

  it.each(files.map((file) => path.relative(challenges, file)))('%s has the types it says', (file) => {
    expect(diagnose(path.join(challenges, file))).toEqual([])
  })
})
