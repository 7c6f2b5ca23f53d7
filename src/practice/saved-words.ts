/** Beside what is typed: where it goes. */
export function savedWords(isStored: boolean): string {
  return isStored ? 'saved at every keystroke' : 'kept in this tab, not stored'
}
