import type { Command } from '../ui/command.ts'

/** More than all words of a query together. */
const EXACT = 1e6
/** What a word of the query is worth where it is found; the best place counts. */
const TITLE_START = 100
const TITLE_WORD = 80
const TITLE_INSIDE = 50
const WORDS_START = 40
const WORDS_INSIDE = 20
const LETTERS = 8
/** A title of a few words is a name: each of them tells more than one of a sentence. */
const NAME = 5
const MOST_WORDS = 3
/** Two letters in order, or any in a whole sentence, are found nearly everywhere and mean nothing. */
const FEWEST_LETTERS = 3
const LONGEST_TITLE = 40
/** So many letters of a word may be left out between two that are typed. */
const LONGEST_GAP = 2
/** What needs another run comes behind all that does not. */
const ELSEWHERE = 0.01

/**
 * The commands that every word of the query is found in, best first; equal ones stay in their order, and those that
 * cannot be run come after their equals; those that need what is not here come after all. An empty query finds all. Letter case does not matter.
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
  const isName = title.split(' ').length <= MOST_WORDS
  let sum = command.exact === true ? EXACT : 0
  for (const word of words) {
    const score = scoreWord(title, more, word)
    if (score === 0) return 0
    sum += score >= TITLE_INSIDE && isName ? score + NAME : score
  }
  if (command.disabled !== undefined) sum -= 1
  return command.needs === undefined ? sum : sum * ELSEWHERE
}

function scoreWord(title: string, more: string, word: string): number {
  if (title.startsWith(word)) return TITLE_START
  if (startsWord(title, word)) return TITLE_WORD
  if (title.includes(word)) return TITLE_INSIDE
  if (startsWord(more, word)) return WORDS_START
  if (more.includes(word)) return WORDS_INSIDE
  const isTelling = word.length >= FEWEST_LETTERS && title.length <= LONGEST_TITLE
  return isTelling && hasLetters(title, word) ? LETTERS : 0
}

function startsWord(text: string, word: string): boolean {
  return text.startsWith(word) || text.includes(` ${word}`) || text.includes(`-${word}`)
}

/** "extsrt" is in "external sort": each letter follows the one before it closely, or begins the next word. */
function hasLetters(text: string, letters: string): boolean {
  const words = text.split(/[\s-]+/)
  return words.some((_, first) => goesOn(words.slice(first), 0, letters))
}

/** True where the letters begin the first of the words, or, behind one that was found before `from`, go on from there. */
function goesOn([word = '', ...rest]: readonly string[], from: number, letters: string): boolean {
  if (letters === '') return true
  const last = from === 0 ? 0 : Math.min(word.length - 1, from + LONGEST_GAP)
  for (let at = from; at <= last; at++) {
    if (word[at] === letters[0] && goesOn([word, ...rest], at + 1, letters.slice(1))) return true
  }
  return from > 0 && rest.length > 0 && goesOn(rest, 0, letters)
}
