import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { fingerprint } from './fingerprint.mjs'
import { projectRoot } from './setup.mjs'

const KEPT_BUNDLES = 3

/**
 * A TypeScript entry as one folder of modules that Node runs, made anew only when a source or the lock file changed.
 * Made beside its place and moved there, so that two callers at once both get a whole one.
 * @param {object} what
 * @param {string} what.entry relative to the project
 * @param {string} what.cache folder below .cache
 * @param {readonly string[]} what.inputs files and folders that the bundle is made of
 * @param {readonly string[]} [what.external] packages that stay in node_modules
 * @returns {string} the module to import
 */
export function ensureBundle({ entry, cache, inputs, external = [] }) {
  const digest = fingerprint(projectRoot, [...inputs, 'package-lock.json'], (file) => !/\.test\.tsx?$/.test(file))
  const folder = path.join(projectRoot, '.cache', cache)
  const place = path.join(folder, digest)
  const main = path.join(place, 'main.mjs')
  if (existsSync(main)) return main

  const draft = path.join(folder, `draft-${process.pid}`)
  mkdirSync(draft, { recursive: true })
  try {
    writeBundle([path.join(projectRoot, entry), draft, ...external])
    moveTo(draft, place, main)
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
  removeOld(folder)
  return main
}

/**
 * Of two callers at once the first moves its draft; the other finds what it wanted.
 * @param {string} draft
 * @param {string} place
 * @param {string} main
 */
function moveTo(draft, place, main) {
  try {
    if (!existsSync(main)) renameSync(draft, place)
  } catch (error) {
    if (!existsSync(main)) throw error
  }
}

/**
 * In a process of its own, so that the caller's memory stays the caller's.
 * @param {readonly string[]} args
 */
function writeBundle(args) {
  const script = path.join(projectRoot, 'scripts', 'write-bundle.mjs')
  const { status, stderr } = spawnSync(process.execPath, [script, ...args], { cwd: projectRoot, encoding: 'utf8' })
  if (status !== 0) throw new Error(stripVTControlCharacters(stderr).trim())
}

/**
 * The last few stay: a process that runs may still load a part of one.
 * @param {string} folder
 */
function removeOld(folder) {
  const bundles = readdirSync(folder)
    .filter((name) => !name.startsWith('draft-'))
    .map((name) => ({ path: path.join(folder, name), time: statSync(path.join(folder, name)).mtimeMs }))
    .sort((a, b) => b.time - a.time)
  for (const bundle of bundles.slice(KEPT_BUNDLES)) rmSync(bundle.path, { recursive: true, force: true })
}
