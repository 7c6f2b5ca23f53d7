import { parseArgs, type ParseArgsConfig } from 'node:util'
import { CliError } from './error-codes.ts'
import { codeOf, messageOf } from './write-error.ts'

type Options = NonNullable<ParseArgsConfig['options']>
type Parsed<T extends Options> = ReturnType<
  typeof parseArgs<{ args: string[]; options: T; allowPositionals: true; tokens: true }>
>

/**
 * Reads options and what stands beside them. Throws USAGE for what is not understood, and BAD_OPTION for an option that is
 * given twice, since only one of the values would count; `instead` says what to write.
 */
export function readArguments<const T extends Options>(
  args: readonly string[],
  options: T,
  instead: Readonly<Record<string, string>> = {},
): Parsed<T> {
  const parsed = tryParse(args, options)
  const seen = new Set<string>()
  for (const token of parsed.tokens) {
    if (token.kind !== 'option' || token.value === undefined) continue
    const option = `--${token.name}`
    if (seen.has(option)) {
      throw new CliError('BAD_OPTION', `${option} is given twice; ${instead[option] ?? 'give it once'}`, option)
    }
    seen.add(option)
  }
  return parsed
}

function tryParse<const T extends Options>(args: readonly string[], options: T): Parsed<T> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, tokens: true })
  } catch (error) {
    throw notUnderstood(error)
  }
}

/** What Node says of arguments that it does not take, in words of the command line. */
function notUnderstood(error: unknown): CliError {
  const message = messageOf(error)
  const option = /'(--?[\w-]+)/.exec(message)?.[1]
  if (option === undefined) return new CliError('USAGE', message, 'arguments')
  if (codeOf(error) === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    return new CliError('USAGE', `there is no option ${option}; --help lists them`, option)
  }
  if (message.includes('does not take')) return new CliError('USAGE', `${option} takes no value`, option)
  return new CliError('USAGE', `${option} needs a value; one that begins with a dash is written ${option}=-…`, option)
}
