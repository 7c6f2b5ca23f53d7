/** How long what was deleted can be brought back. */
export const UNDO_MS = 8000
