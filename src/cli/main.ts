import { CliError, describeError, ERROR_CODES } from './error-codes.ts'
import { ENGINE_VERSION } from '../engine/version.ts'
import { DELTA_HELP } from './delta-help.ts'
import { runSortCommand, SORT_HELP } from './sort-command.ts'
import { writeError } from './write-error.ts'

const CODE_WIDTH = Math.max(...Object.keys(ERROR_CODES).map((code) => code.length))

const HELP = `lakescope: the engine without the browser

${SORT_HELP}
${DELTA_HELP}
--help or -h prints this, --version the version of the engine.

Exit codes: 0 fine, 1 findings (for example skipped rows), 2 error; 128 and its number for a signal (130 for Ctrl+C).
An error is one JSON object on stderr, {"error":{"code","message","where"}}, with one of these codes:
${Object.entries(ERROR_CODES)
  .map(([code, meaning]) => `  ${code.padEnd(CODE_WIDTH)} ${meaning}`)
  .join('\n')}
`

let isStopped = false
let exitOnSignal = 130

async function main(args: readonly string[]): Promise<number> {
  const [command, ...rest] = args
  if (command === undefined || command === 'help' || args.includes('--help') || args.includes('-h')) {
    process.stdout.write(HELP)
    return 0
  }
  // Of "delta" it is an option.
  if (command === '--version') {
    process.stdout.write(`lakescope ${ENGINE_VERSION}\n`)
    return 0
  }
  // npm runs scripts in the package's folder and says in INIT_CWD where the caller was.
  const folder = process.env['INIT_CWD'] ?? process.cwd()
  const print = (text: string): void => void process.stdout.write(`${text}\n`)
  const note = (text: string): void => void process.stderr.write(`note: ${text}\n`)
  if (command === 'sort') return runSortCommand(rest, folder, () => isStopped, print, note)
  if (command === 'delta') {
    const { runDeltaCommand } = await import('./delta-command.ts')
    return runDeltaCommand(rest, folder, () => isStopped, print)
  }
  throw new CliError('USAGE', `there is no command "${command}"; sort and delta are the commands`, 'command')
}

for (const [signal, code] of [
  ['SIGHUP', 129],
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.once(signal, () => {
    isStopped = true
    exitOnSignal = code
  })
}

// Whoever reads the output may have seen enough ("… | head"); there is nobody left to tell.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  process.stderr.write(`${describeError(writeError(error, 'stdout'))}\n`)
  process.exit(2)
})

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  process.stderr.write(`${describeError(error)}\n`)
  process.exitCode = isStopped ? exitOnSignal : 2
}
