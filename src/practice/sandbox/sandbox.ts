import type { Value } from '../../base/value.ts'
import type { Language, ProgramEntry } from '../types.ts'

/** Learners' programs are run here, behind walls they cannot cross, and told about for what they do. */

/**
 * What is run: a program, the name it must define, and the arguments of each call. Every case has a program of its own:
 * what one case leaves behind, no other finds.
 */
export interface RunRequest {
  readonly language: Language
  readonly source: string
  readonly entry: ProgramEntry
  /** Each with the arguments of one call. What is expected of it is nobody's business in here. */
  readonly cases: readonly (readonly Value[])[]
  readonly limits: RunLimits
  /** Text that the program may import from as `given`: type definitions, a small API; in the program's language. */
  readonly given?: string
}

export interface RunLimits {
  /** Of one case. */
  readonly caseMilliseconds: number
  /** Of all cases together. */
  readonly totalMilliseconds: number
  /** Characters that all cases may print together. */
  readonly outputCharacters: number
  /** Characters of one result as it crosses the wall, which is about its JSON text. */
  readonly resultCharacters: number
}

export interface RunOutcome {
  /** As far as it came, in order. */
  readonly cases: readonly CaseOutcome[]
  /** Why it ended before the last case. */
  readonly fault?: Fault
  /** What was printed, by the case that did not end too. */
  readonly stdout: string
  readonly isStdoutCut: boolean
}

export type CaseOutcome =
  | { readonly kind: 'returned'; readonly value: Value; readonly stdout: string; readonly milliseconds: number }
  | { readonly kind: 'threw'; readonly error: ThrownError; readonly stdout: string; readonly milliseconds: number }

/** Lines and columns are those of the learner's source, both from 1. */
export interface ThrownError {
  readonly name: string
  readonly message: string
  readonly line?: number
  readonly column?: number
}

export type Fault =
  /** The source is not a program. */
  | { readonly kind: 'compile'; readonly message: string; readonly line?: number; readonly column?: number }
  /** The program does not define what it must: the entry, or a method of it. */
  | { readonly kind: 'missing-entry'; readonly name: string }
  /** A limit passed, of this case or of all. A memory bomb may end here too. */
  | { readonly kind: 'time'; readonly case: number; readonly limit: 'case' | 'total'; readonly milliseconds: number }
  | { readonly kind: 'memory'; readonly case: number }
  | { readonly kind: 'output'; readonly case: number; readonly characters: number }
  /** Nothing is left that could settle the promise it waits for. */
  | { readonly kind: 'unsettled'; readonly case: number }
  /** It called itself deeper than the stack is. */
  | { readonly kind: 'recursion'; readonly case: number; readonly line?: number; readonly column?: number }
  /** It returned what is not plain data, or too much of it. */
  | { readonly kind: 'result'; readonly case: number; readonly reason: string }
  /** It changed what belongs to the language, named here: `Array.prototype.push`. */
  | { readonly kind: 'tampered'; readonly case: number; readonly what: string }
  /** It asked to end the whole interpreter. */
  | { readonly kind: 'exited'; readonly case: number }
  /** A message came that only a program which meddles with the sandbox can have caused. */
  | { readonly kind: 'forged'; readonly case: number; readonly reason: string }
  /** The sandbox itself could not be loaded or started; trying again may help. */
  | { readonly kind: 'load'; readonly message: string }

export interface RunOptions {
  /** When it aborts, the program is ended and `run` rejects with its reason. */
  readonly signal?: AbortSignal
  /** Called as a case begins, with its index. */
  readonly onCase?: (index: number) => void
  readonly onProgress?: (progress: SandboxProgress) => void
}

/** How much of a language has come. */
export interface SandboxProgress {
  readonly loadedBytes: number
  readonly totalBytes: number
}

export interface Sandbox {
  /** Runs of one language wait for each other. What a program does never makes it reject. */
  readonly run: (request: RunRequest, options?: RunOptions) => Promise<RunOutcome>
  /** Loads and starts a language before it is needed. */
  readonly warm: (language: Language, onProgress?: (progress: SandboxProgress) => void) => void
  /** Ends what runs and frees all memory. */
  readonly dispose: () => void
}

/** What Run and Submit have in common. */
export const DEFAULT_LIMITS: RunLimits = {
  caseMilliseconds: 2_000,
  totalMilliseconds: 10_000,
  outputCharacters: 100_000,
  resultCharacters: 4_000_000,
}
