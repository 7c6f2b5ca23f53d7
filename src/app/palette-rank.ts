import type { Command } from '../ui/command.ts'

/** What a word of the query is worth where it is found; the best place counts. */
const TITLE_START = 100
const TITLE_WORD = 80
const TITLE_INSIDE = 50
const WORDS_START = 40
const WORDS_INSIDE = 20
const LETTERS = 8
/** Two letters in order, or any in a whole sentence, are found nearly everywhere and mean nothing. */
const FEWEST_LETTERS = 3
const LONGEST_TITLE = 40

/**
 * The commands that every word of the query is found in, best first; equal ones stay in their order, and those that
 * cannot be run come after their equals. An empty query finds all. Letter case does not matter.
 */
export function rankCommands(commands: readonly Command[], query: string): Command[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return [...commands]
  return commands
    .map((command) => ({ command, score: scoreCommand(command, words) }))
    .filter(({ score }) => score > 0)
    .sort((left, right) => right.score - left.score)
    .map(({ command }) => command)
}

/** 0 where one of the words is not found. */
function scoreCommand(command: Command, words: readonly string[]): number {
  const title = command.title.toLowerCase()
  const more = `${command.words ?? ''} ${command.group}`.toLowerCase()
  let sum = 0
  for (const word of words) {
    const score = scoreWord(title, more, word)
    if (score === 0) return 0
    sum += score
  }
  return command.disabled === undefined ? sum : sum - 1
}

function scoreWord(title: string, more: string, word: string): number {
  if (title.startsWith(word)) return TITLE_START
  if (startsWord(title, word)) return TITLE_WORD
  if (title.includes(word)) return TITLE_INSIDE
  if (startsWord(more, word)) return WORDS_START
  if (more.includes(word)) return WORDS_INSIDE
  const isTelling = word.length >= FEWEST_LETTERS && title.length <= LONGEST_TITLE
  return isTelling && hasLettersInOrder(title, word) ? LETTERS : 0
}

function startsWord(text: string, word: string): boolean {
  return text.startsWith(word) || text.includes(` ${word}`) || text.includes(`-${word}`)
}

/** "extsrt" is in "external sort". */
function hasLettersInOrder(text: string, letters: string): boolean {
  let at = -1
  for (const letter of letters) {
    at = text.indexOf(letter, at + 1)
    if (at < 0) return false
  }
  return true
}
