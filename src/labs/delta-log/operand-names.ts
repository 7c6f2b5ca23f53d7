/** What conditions on events of a table may ask for. */
export const OPERAND_NAMES = ['version', 'file', 'writer', 'rows', 'bytes', 'attempt'] as const
