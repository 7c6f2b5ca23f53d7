import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Rng } from '../src/base/rng.ts'
import { fingerprint } from './fingerprint.mjs'

/**
 * What is too heavy for every run of the tests: `npm run prove` proves it and writes down what it found beside a digest of
 * the files that it depends on. The tests hold the digests to the files, so that nothing proven goes stale unseen.
 */

/** A proof's name and the files it depends on, relative to the project. */
export interface Proof {
  /** "mutation sb-01 typescript": the name of its file below proofs/, with dashes. */
  readonly id: string
  readonly inputs: readonly string[]
}

export interface ProofRecord {
  readonly id: string
  /** Of the inputs when it was proven. */
  readonly digest: string
  readonly result: Readonly<Record<string, string | number | readonly string[]>>
}

export const PROOFS_FOLDER = 'proofs'

/** True when everything is to be proven that is stale or was never proven. */
export const IS_PROVING = process.env['LAKESCOPE_PROVE'] === '1'

export function digestOf(root: string, { inputs }: Proof): string {
  return fingerprint(root, inputs)
}

/** What stands in the folder, in the order of their names. */
export function readProofs(root: string): readonly ProofRecord[] {
  const folder = path.join(root, PROOFS_FOLDER)
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as ProofRecord)
}

/** "fresh": proven as the files are now. */
export function stateOf(root: string, proof: Proof): 'fresh' | 'stale' | 'missing' {
  const found = readProofs(root).find(({ id }) => id === proof.id)
  if (found === undefined) return 'missing'
  return found.digest === digestOf(root, proof) ? 'fresh' : 'stale'
}

export function writeProof(root: string, proof: Proof, result: ProofRecord['result']): void {
  const record: ProofRecord = { id: proof.id, digest: digestOf(root, proof), result }
  const folder = path.join(root, PROOFS_FOLDER)
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, `${proof.id.replaceAll(' ', '-')}.json`), `${JSON.stringify(record, undefined, 2)}\n`)
}

/** What to do about a proof that is not fresh. */
export function staleWords(id: string): string {
  return `"${id}" is not proven as its files are now: npm run prove -- "${id}"`
}

export interface EscapeProof extends Proof {
  readonly language: 'typescript' | 'python'
}

/** Of the sandbox's hostile programs in a language: those that want out, and those that run away. */
export function escapeProof(language: EscapeProof['language'], kind: 'out' | 'runaway'): EscapeProof {
  return {
    id: `escapes ${language} ${kind}`,
    inputs: ['src/practice/sandbox', 'public/sandbox.html', 'e2e/hostile'],
    language,
  }
}

/** What times programs and says how they grow. */
const GROWTH = ['echo', 'growth', 'measure-growth']

/** Of what the shared test asks of a challenge's programs in a language. */
export function programsProof(challenge: string, language: 'typescript' | 'python'): Proof {
  const folder = `src/challenges/${challenge}`
  const judge = [...GROWTH, 'case-result', 'is-same-value', 'match-wrong', 'run-cases'].map(
    (name) => `src/practice/code/${name}.ts`,
  )
  return { id: `programs ${challenge} ${language}`, inputs: [`${folder}/cases.ts`, `${folder}/programs`, ...judge] }
}

/** True for about one in ten of the names, others for another `LAKESCOPE_SEED`. */
export function isDrawn(name: string): boolean {
  return new Rng(Number(process.env['LAKESCOPE_SEED'] ?? 1), name).nextBelow(10) === 0
}

/** What `npm run prove` was asked for by name: "mutation sb-01". */
const ASKED = process.env['LAKESCOPE_PROVE_ONLY']

/** Whether a proof is to be made now: asked for by its name, or not fresh when all are. */
export function isWanted(root: string, proof: Proof): boolean {
  return ASKED === undefined ? stateOf(root, proof) !== 'fresh' : proof.id.includes(ASKED)
}

/** Of the mutants of a challenge's reference that its cases kill. */
export function mutationProof(challenge: string, language: 'typescript' | 'python'): Proof {
  const folder = `src/challenges/${challenge}`
  const judge = [...GROWTH, 'case-result', 'is-same-value', 'run-cases'].map((name) => `src/practice/code/${name}.ts`)
  const extension = language === 'typescript' ? 'ts' : 'py'
  return {
    id: `mutation ${challenge} ${language}`,
    inputs: [
      `${folder}/cases.ts`,
      `${folder}/test-equivalents.ts`,
      `${folder}/programs/reference.${extension}`,
      `${folder}/programs/given.${extension}`,
      language === 'typescript' ? 'src/practice/code/test-mutate-typescript.ts' : 'src/practice/code/test-mutate.py',
      ...judge,
    ],
  }
}

/** Of the mistakes of one token in a query that the data sets of its challenge find. */
export function sqlMutationProof(challenge: string): Proof {
  const judge = ['final-order', 'judge-sql', 'match-rows', 'mutate-clauses', 'mutate-sql', 'row-order', 'sql-value']
  return {
    id: `mutation ${challenge} sql`,
    inputs: [`src/challenges/${challenge}`, ...judge.map((name) => `src/practice/sql/${name}.ts`)],
  }
}
