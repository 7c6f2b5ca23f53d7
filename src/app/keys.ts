/** The part of the page that a key acts on. */
export type KeyArea = 'page' | 'story' | 'stage' | 'inspector' | 'timeline' | 'practice'

export interface KeyEntry {
  /** Each a key or keys pressed together; several do the same or the two directions of it. */
  readonly keys: readonly (readonly string[])[]
  readonly does: string
  /** Said before what it does; left out where it always does that. */
  readonly when?: string
  readonly area: KeyArea
  /** A single character: the setting turns it off. */
  readonly letter: boolean
}

/** Every key of the page, in the order in which they are learnt. */
export const KEYS: readonly KeyEntry[] = [
  { area: 'page', letter: true, keys: [['/']], does: 'find a lab, event or question' },
  { area: 'page', letter: true, keys: [['?']], does: 'this sheet' },
  { area: 'page', letter: true, keys: [['O']], does: 'open a file or table of your own' },
  { area: 'page', letter: true, keys: [['C']], does: 'go to the challenges' },
  { area: 'page', letter: true, keys: [['R']], does: 'start what is due, on the first page and in reviews' },
  { area: 'page', letter: false, keys: [['esc']], does: 'close, leave a mark, stop playing' },

  { area: 'story', letter: true, keys: [['P']], does: 'predict from here' },
  { area: 'story', letter: true, keys: [['1'], ['2'], ['3'], ['4']], does: 'choose an answer, grade a review' },
  { area: 'story', letter: false, keys: [['↵']], does: 'lock the answer in' },
  { area: 'story', letter: true, keys: [['S']], does: 'story drawer, where it is folded' },

  {
    area: 'stage',
    letter: false,
    keys: [['↑'], ['↓']],
    does: 'to a mark, once the stage has the focus',
  },
  { area: 'stage', letter: false, keys: [['←'], ['→']], does: 'from mark to mark, once ↑ or ↓ has come to one' },
  { area: 'stage', letter: false, keys: [['↵']], does: 'open the mark in the inspector' },
  { area: 'stage', letter: false, keys: [['esc']], does: 'leave the mark' },

  { area: 'inspector', letter: true, keys: [['I']], does: 'inspector drawer, where it is folded' },

  { area: 'timeline', letter: false, keys: [['space']], does: 'play, pause' },
  { area: 'timeline', letter: false, keys: [['←'], ['→']], does: 'one event back, on' },
  {
    area: 'timeline',
    letter: false,
    keys: [
      ['shift', '←'],
      ['shift', '→'],
    ],
    does: 'to the event of this kind before, after',
  },
  {
    area: 'timeline',
    letter: false,
    keys: [
      ['alt', '←'],
      ['alt', '→'],
    ],
    does: 'to the checkpoint before, after',
  },
  { area: 'timeline', letter: false, keys: [['home'], ['end']], does: 'start, end of the log' },
  {
    area: 'timeline',
    letter: true,
    keys: [['J'], ['K'], ['L']],
    does: 'play back, pause, play on; again the next faster speed',
  },
  {
    area: 'timeline',
    letter: true,
    keys: [['L']],
    when: 'while comparing',
    does: 'let go of the other head, hold it again',
  },
  { area: 'timeline', letter: true, keys: [['['], [']']], does: 'slower, faster' },
  { area: 'timeline', letter: true, keys: [[','], ['.']], does: 'to the bookmark or breakpoint before, after' },
  { area: 'timeline', letter: true, keys: [['+'], ['−'], ['0']], does: 'zoom in, out, whole log' },
  { area: 'timeline', letter: true, keys: [['F']], does: 'fork here' },
  { area: 'timeline', letter: true, keys: [['shift', 'F']], does: 'compare trunk and fork' },
  { area: 'timeline', letter: true, keys: [['X']], does: 'go over to the other branch' },
  { area: 'timeline', letter: false, keys: [['backspace']], does: 'delete the fork you are on' },
  { area: 'timeline', letter: false, keys: [['ctrl', 'Z']], does: 'bring back the fork deleted last, for a while' },
  { area: 'timeline', letter: true, keys: [['B']], does: 'bookmark here' },
  { area: 'timeline', letter: true, keys: [['shift', 'B']], does: 'break on this kind of event' },

  { area: 'practice', letter: true, keys: [...'PENDGQAC'].map((key) => [key]), does: 'one kind, in the catalogue' },
  { area: 'practice', letter: true, keys: [['1'], ['2'], ['3']], does: 'one level, in the catalogue' },
  { area: 'practice', letter: true, keys: [['U'], ['W']], does: 'what is due, what is new, in the catalogue' },
  { area: 'practice', letter: false, keys: [['ctrl', '↵']], does: 'run what is written' },
  { area: 'practice', letter: false, keys: [['ctrl', 'shift', '↵']], does: 'hand it in' },
  { area: 'practice', letter: false, keys: [['esc', 'tab']], does: 'leave the editor, one after the other' },
]
