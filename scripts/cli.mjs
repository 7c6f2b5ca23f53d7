// npm run -s cli -- <command> …: the engine without a page. The commands are in src/cli; this finds or makes their bundle.
import { pathToFileURL } from 'node:url'
import { ensureBundle } from './bundle.mjs'
import { isInstalled, projectRoot } from './setup.mjs'

const EXIT_ERROR = 2

// npm runs scripts in the project's folder and tells where its caller stood. A variable that an outer npm left behind
// (a test that starts this file) is not about this call.
const isFromNpm = process.env['npm_lifecycle_event'] === 'cli'
const callerFolder = (isFromNpm && process.env['INIT_CWD']) || process.cwd()
process.env['INIT_CWD'] = callerFolder
process.chdir(callerFolder)

const main = findBundle()
if (main) await import(pathToFileURL(main).href)

/** The module to run, or undefined after an error in the form that every command's errors have. */
function findBundle() {
  try {
    return ensureBundle({
      entry: 'src/cli/main.ts',
      cache: 'cli',
      inputs: ['src/base', 'src/engine', 'src/labs', 'src/cli', 'scripts/bundle.mjs', 'scripts/write-bundle.mjs'],
    })
  } catch (error) {
    const isMissing = !isInstalled(projectRoot)
    const code = isMissing ? 'DEPENDENCIES_MISSING' : 'BUNDLE_FAILED'
    const reason = error instanceof Error ? error.message : String(error)
    const message = isMissing ? 'the dependencies are not installed: run npm ci' : reason
    process.stderr.write(`${JSON.stringify({ error: { code, message, where: 'src/cli/main.ts' } })}\n`)
    process.exitCode = EXIT_ERROR
    return undefined
  }
}
