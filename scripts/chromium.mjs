import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { projectRoot, SetupError } from './setup.mjs'

const SHELLS = ['chromium-headless-shell', 'chrome-headless-shell']
const WINDOWED = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']

const HELP = `The browser tests need Chromium or Chrome and none could be found or fetched.
Install one, or name one:  CHROMIUM=/path/to/chrome npm test`

/**
 * A Chromium that runs on this machine: named by CHROMIUM, on the PATH, in the usual places, or downloaded before by
 * Playwright. Chromium's shell without windows comes first, as the same engine opens a page in half the time there; a bench
 * wants the browser that people have. Undefined when there is none. Throws a SetupError when CHROMIUM names no file.
 * @param {NodeJS.ProcessEnv} [env]
 * @param {boolean} [needsWindows]
 * @returns {string | undefined}
 */
export function tryFindChromium(env = process.env, needsWindows = false) {
  const named = env['CHROMIUM']
  if (named) {
    if (existsSync(named)) return named
    throw new SetupError(`CHROMIUM names ${named}, and there is no such file.`)
  }
  const names = needsWindows ? WINDOWED : [...SHELLS, ...WINDOWED]
  const files = [...onPath(env, names), ...usualPlaces(env), ...downloaded()]
  return files.find((file) => existsSync(file) && canRun(file))
}

/**
 * The same, and where there is none it is installed or downloaded. Throws a SetupError when that fails too.
 * @param {boolean} [needsWindows]
 */
export function ensureChromium(needsWindows = false) {
  const found = tryFindChromium(process.env, needsWindows)
  if (found) return found
  const isRoot = process.getuid?.() === 0
  // The system's package brings the libraries that a bare machine lacks, so root tries it before the download. Some systems
  // have no package of the shell alone.
  const packages = isRoot && hasCommand('apt-get') ? [...(needsWindows ? [] : SHELLS.slice(0, 1)), 'chromium'] : []
  for (const way of [...packages.map((name) => () => installWithApt(name)), download]) {
    way()
    const file = tryFindChromium(process.env, needsWindows)
    if (file) return file
  }
  throw new SetupError(HELP)
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {readonly string[]} names
 */
function onPath(env, names) {
  const folders = (env['PATH'] ?? '').split(path.delimiter).filter(Boolean)
  const suffix = process.platform === 'win32' ? '.exe' : ''
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name + suffix)))
}

/** @param {NodeJS.ProcessEnv} env */
function usualPlaces(env) {
  if (process.platform === 'darwin') {
    return ['/Applications', path.join(env['HOME'] ?? '', 'Applications')].flatMap((folder) => [
      path.join(folder, 'Google Chrome.app/Contents/MacOS/Google Chrome'),
      path.join(folder, 'Chromium.app/Contents/MacOS/Chromium'),
    ])
  }
  if (process.platform === 'win32') {
    return ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) =>
      ['Google\\Chrome', 'Chromium'].map((folder) => path.join(env[name] ?? '', folder, 'Application', 'chrome.exe')),
    )
  }
  return ['/usr/bin/chromium', '/usr/bin/google-chrome', '/opt/google/chrome/chrome', '/snap/bin/chromium']
}

/** Where Playwright's own download stands, or would; nowhere where Playwright is not installed. */
function downloaded() {
  try {
    const require = createRequire(path.join(projectRoot, 'package.json'))
    /** @type {typeof import('playwright-core')} */
    const { chromium } = require('playwright-core')
    return [chromium.executablePath()]
  } catch {
    return []
  }
}

/** @param {string} name of the package */
function installWithApt(name) {
  console.log(`Installing ${name} (apt-get) …`)
  /** @type {import('node:child_process').SpawnSyncOptions} */
  const options = {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }
  spawnSync('apt-get', ['update', '-qq'], options)
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], options)
}

function download() {
  console.log("Downloading Playwright's Chromium …")
  const cli = path.join(projectRoot, 'node_modules', 'playwright', 'cli.js')
  // Root may add the libraries of a bare system.
  const libraries = process.platform === 'linux' && process.getuid?.() === 0 ? ['--with-deps'] : []
  spawnSync(process.execPath, [cli, 'install', '--no-shell', ...libraries, 'chromium'], {
    stdio: 'inherit',
    timeout: 600_000,
  })
}

/** @param {string} command */
function hasCommand(command) {
  return !spawnSync(command, ['--version'], { stdio: 'ignore' }).error
}

/**
 * A package can be a stub and a download can lack its libraries. On Windows asking for the version opens a window.
 * @param {string} file
 */
function canRun(file) {
  return process.platform === 'win32' || spawnSync(file, ['--version'], { timeout: 30_000 }).status === 0
}
