import { formatCount } from '../base/format.ts'

const WORDS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve']

/** "three"; digits from 13 on. */
export function formatNumberWord(count: number): string {
  return WORDS[count] ?? formatCount(count)
}

/** With a capital at the start. */
export function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
