import { transform } from 'sucrase'
import type { CompiledCode } from './program-text.ts'

export type Compiled =
  | ({ readonly kind: 'compiled' } & CompiledCode)
  | { readonly kind: 'failed'; readonly message: string; readonly line?: number; readonly column?: number }

/** Takes the types out of TypeScript, without looking whether they are right. Every line stays where it was. */
export function compileTypeScript(source: string): Compiled {
  try {
    const { code, sourceMap } = transform(source, {
      transforms: ['typescript', 'imports'],
      disableESTransforms: true,
      sourceMapOptions: { compiledFilename: 'program.js' },
      filePath: 'program',
    })
    return { kind: 'compiled', code, mappings: sourceMap?.mappings ?? '' }
  } catch (error) {
    return parseFailure(error)
  }
}

function parseFailure(error: unknown): Compiled {
  const { message, loc } = error as { message: string; loc?: { line: number; column: number } }
  if (error instanceof RangeError) return { kind: 'failed', message: 'The source is nested too deeply to be compiled.' }
  // "Error transforming program: Unexpected token (3:14)"
  const text = message.replace(/^Error transforming program: /, '').replace(/ \(\d+:\d+\)$/, '')
  return { kind: 'failed', message: text, ...(loc && { line: loc.line, column: loc.column }) }
}
