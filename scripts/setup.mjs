// Node built-ins only: this runs before anything is installed.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder that holds package.json. */
export const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')

/** Stops a script with a message for people and exit code 1; `main` in each script turns it into output. */
export class SetupError extends Error {}

/**
 * True for the versions the bundler runs on: 20.19 and later in 20, 22.12 and later.
 * @param {string} version like "20.19.0"
 */
export function isNodeSupported(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major === 20) return minor >= 19
  return major === 22 ? minor >= 12 : major > 22
}

/** Throws a SetupError when this Node cannot build the project. */
export function ensureNode() {
  if (isNodeSupported(process.versions.node)) return
  throw new SetupError(
    `Lakescope needs Node 20.19 or later (or 22.12 or later); this is ${process.versions.node}. Get one from https://nodejs.org`,
  )
}

/**
 * True when every package the lock file asks for is installed in that version. npm writes `node_modules/.package-lock.json`
 * as its last act, so an interrupted installation counts as missing. Optional packages (other platforms) may be absent.
 * @param {string} root
 */
export function isInstalled(root) {
  const stamp = path.join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(stamp)) return false
  const wanted = readLockedPackages(path.join(root, 'package-lock.json'))
  const present = readLockedPackages(stamp)
  return Object.entries(wanted).every(([location, entry]) => {
    if (location === '') return true
    const found = present[location]
    return found === undefined ? entry.optional === true : found.version === entry.version
  })
}

/**
 * The `packages` table of a lock file.
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean }>}
 */
export function readLockedPackages(file) {
  const lock = /** @type {{ packages: Record<string, { version?: string, optional?: boolean }> }} */ (
    JSON.parse(readFileSync(file, 'utf8'))
  )
  return lock.packages
}

/** Installs the locked dependencies unless they are there. Throws a SetupError when npm cannot. */
export function ensureDependencies() {
  ensureNode()
  if (isInstalled(projectRoot)) return
  console.log('Installing dependencies (npm ci) …')
  // Where production is asked for, npm would leave the build's own tools out.
  const result = runNpm(['ci', '--include=dev', '--no-audit', '--no-fund'])
  if (result.error) throw new SetupError(`npm does not start: ${result.error.message}. It comes with Node.`)
  if (result.status !== 0) {
    throw new SetupError(
      'npm ci failed; its reason stands above. Without a network it needs a filled npm cache. ' +
        'If node_modules is in use or half removed, delete the folder and try again.',
    )
  }
}

/**
 * Runs npm as the npm that called us, else as the one on the PATH.
 * @param {string[]} args
 */
function runNpm(args) {
  const options = /** @type {const} */ ({ cwd: projectRoot, stdio: 'inherit' })
  const caller = process.env['npm_execpath']
  if (caller && /npm-cli\.[cm]?js$/.test(caller)) return spawnSync(process.execPath, [caller, ...args], options)
  return spawnSync('npm', args, { ...options, shell: process.platform === 'win32' })
}

/**
 * Runs a script's body; a SetupError becomes a plain message and exit code 1.
 * @param {() => Promise<void> | void} body
 */
export async function main(body) {
  try {
    await body()
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    console.error(`\n${error.message}\n`)
    process.exitCode = 1
  }
}
