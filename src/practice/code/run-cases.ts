import type { Value } from '../../base/value.ts'
import type { CaseOutcome, Fault, RunLimits, Sandbox, SandboxProgress } from '../sandbox/sandbox.ts'
import type { Language, ProgramEntry } from '../types.ts'

/** What became of one case: an outcome, a fault that ended it, or nothing since the run was over before. */
export type CaseRun =
  | CaseOutcome
  | { readonly kind: 'ended'; readonly fault: Fault; readonly stdout: string; readonly milliseconds: number }
  | { readonly kind: 'skipped' }

export interface Program {
  readonly language: Language
  readonly source: string
  readonly entry: ProgramEntry
}

export interface RunCasesOptions {
  readonly limits: RunLimits
  readonly signal?: AbortSignal | undefined
  /** A program that ends so many cases by a fault is given no more of them; 3 where it is left out. */
  readonly mostFaults?: number
  /** Called as a case begins, with its index. */
  readonly onCase?: ((index: number) => void) | undefined
  /** Called while the language is still coming. */
  readonly onLoad?: ((progress: SandboxProgress) => void) | undefined
}

/**
 * Runs a program through cases, and on behind a case that ended in a fault, as long as the fault is one of the case and
 * there are few of them. One for each case comes back. Rejects when `signal` aborts.
 */
export async function runCases(
  sandbox: Pick<Sandbox, 'run'>,
  program: Program,
  cases: readonly (readonly Value[])[],
  { limits, signal, onCase, onLoad, mostFaults = 3 }: RunCasesOptions,
): Promise<readonly CaseRun[]> {
  const runs: CaseRun[] = []
  for (let faults = 0; faults < mostFaults && runs.length < cases.length; faults++) {
    const from = runs.length
    const outcome = await sandbox.run(
      { ...program, cases: cases.slice(from), limits },
      {
        ...(signal && { signal }),
        ...(onCase && { onCase: (index: number) => onCase(from + index) }),
        ...(onLoad && { onProgress: onLoad }),
      },
    )
    runs.push(...outcome.cases)
    if (outcome.fault === undefined) break
    const fault = movedFault(outcome.fault, from)
    const told = outcome.cases.reduce((length, { stdout }) => length + stdout.length, 0)
    const milliseconds = fault.kind === 'time' ? fault.milliseconds : 0
    runs.push({ kind: 'ended', fault, stdout: outcome.stdout.slice(told), milliseconds })
    if (!isOfCase(fault)) break
  }
  while (runs.length < cases.length) runs.push({ kind: 'skipped' })
  return runs
}

/** True for a fault that another case need not have. */
export function isOfCase(fault: Fault): boolean {
  switch (fault.kind) {
    case 'compile':
    case 'missing-entry':
    case 'load':
    case 'forged':
      return false
    case 'time':
      return fault.limit === 'case'
    default:
      return true
  }
}

function movedFault(fault: Fault, by: number): Fault {
  return 'case' in fault ? { ...fault, case: fault.case + by } : fault
}
