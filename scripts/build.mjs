import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fingerprint } from './fingerprint.mjs'
import { projectRoot, SetupError } from './setup.mjs'

const INPUTS = [
  'src',
  'public',
  'scripts/html-head.ts',
  'scripts/script-text.ts',
  'index.html',
  'vite.config.ts',
  'tsconfig.base.json',
  'tsconfig.node.json',
  'tsconfig.json',
  'package-lock.json',
]
const indexFile = path.join(projectRoot, 'dist', 'index.html')
const stampFile = path.join(projectRoot, '.cache', 'build.json')

/** Builds dist/ unless it was built from the files as they are now. Throws a SetupError when the build fails. */
export function ensureBuild() {
  const inputs = inputDigest()
  if (isFresh(inputs)) return
  console.log('Building …')
  const vite = path.join(projectRoot, 'node_modules', 'vite', 'bin', 'vite.js')
  const result = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: projectRoot,
    stdio: 'inherit',
  })
  if (result.status !== 0) throw new SetupError('The build failed; its reason stands above.')
  stampBuild(inputs)
}

/** A digest of everything that the build reads. */
export function inputDigest() {
  return fingerprint(projectRoot, INPUTS, (file) => !/\.test\.tsx?$/.test(file))
}

/**
 * Remembers which inputs dist/ was built from. The page names its assets by content, so its digest names the build: a
 * build made by another command does not pass for this one.
 * @param {string} inputs
 */
export function stampBuild(inputs) {
  mkdirSync(path.dirname(stampFile), { recursive: true })
  writeFileSync(stampFile, JSON.stringify({ inputs, output: outputDigest() }))
}

/** @param {string} inputs */
function isFresh(inputs) {
  if (!existsSync(stampFile) || !existsSync(indexFile)) return false
  const stamp = /** @type {{ inputs: string, output: string }} */ (JSON.parse(readFileSync(stampFile, 'utf8')))
  return stamp.inputs === inputs && stamp.output === outputDigest()
}

function outputDigest() {
  return fingerprint(projectRoot, ['dist/index.html'])
}
