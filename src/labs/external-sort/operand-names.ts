/** What conditions on events of a sort may ask for. */
export const OPERAND_NAMES = ['run', 'page', 'key', 'pass', 'node'] as const
