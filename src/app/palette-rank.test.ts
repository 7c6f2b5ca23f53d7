import { describe, expect, it } from 'vitest'
import type { Command } from '../ui/command.ts'
import { rankCommands } from './palette-rank.ts'

function command(title: string, more: Partial<Command> = {}): Command {
  return { id: title, title, group: 'Commands', run: () => undefined, ...more }
}

function titles(commands: readonly Command[], query: string): string[] {
  return rankCommands(commands, query).map(({ title }) => title)
}

const commands = [
  command('Go to event 1,200', { group: 'Events', words: 'seq 1200' }),
  command('Fork here'),
  command('Compare trunk and fork', { disabled: 'There is no fork yet.' }),
  command('External sort', { group: 'Labs', words: 'spill merge runs' }),
  command('Bookmark here'),
  command('Set theme to dark', { words: 'night' }),
]

describe('rankCommands', () => {
  it('gives everything in order for an empty query', () => {
    expect(titles(commands, '  ')).toEqual(commands.map(({ title }) => title))
  })

  it('puts the start of a title before the start of a word in it', () => {
    expect(titles(commands, 'fork')).toEqual(['Fork here', 'Compare trunk and fork'])
  })

  it('asks for every word of the query, in any order and case', () => {
    expect(titles(commands, 'HERE b')).toEqual(['Bookmark here'])
    expect(titles(commands, 'here nowhere')).toEqual([])
  })

  it('finds by the further words and by the group', () => {
    expect(titles(commands, 'spill')).toEqual(['External sort'])
    expect(titles(commands, 'seq 1200')).toEqual(['Go to event 1,200'])
    expect(titles(commands, 'labs')).toEqual(['External sort'])
  })

  it('finds by letters in their order, last', () => {
    expect(titles(commands, 'extsrt')).toEqual(['External sort'])
    expect(titles(commands, 'bkmhr')).toEqual(['Bookmark here'])
    expect(titles(commands, 'xs')).toEqual([])
    expect(titles([command('Every sentence that is long enough holds these letters too')], 'esl')).toEqual([])
  })

  it('finds no letters that are strewn over words, begin inside one, or skip one', () => {
    const strewn = [command('Skyline of reservations'), command('What follows a sealed run'), command('The slow merge')]
    for (const query of ['loser', 'olw', 'theme', 'wsr']) expect(titles(strewn, query), query).toEqual([])
    expect(titles(strewn, 'wfs')).toEqual([])
    expect(titles(strewn, 'slmrg')).toEqual(['The slow merge'])
  })

  it('puts a name before a sentence with the same word', () => {
    const equal = [command('Which of two equal keys comes first'), command('Show all keys')]
    expect(titles(equal, 'keys')).toEqual(['Show all keys', 'Which of two equal keys comes first'])
    const byWords = [
      command('Which page comes first', { words: 'predict' }),
      command('Bin packing', { words: 'predict' }),
    ]
    expect(titles(byWords, 'predict')).toEqual(['Which page comes first', 'Bin packing'])
  })

  it('puts what needs another run behind all else that is found, however well it fits', () => {
    const found = [command('Heap', { needs: 'another run' }), command('Cheap'), command('Tree', { words: 'heap' })]
    expect(titles(found, 'heap')).toEqual(['Cheap', 'Tree', 'Heap'])
  })

  it('puts what cannot be run after its equals', () => {
    const equal = [command('Stop', { disabled: 'Nothing runs.' }), command('Stop')]
    expect(rankCommands(equal, 'stop').map(({ disabled }) => disabled)).toEqual([undefined, 'Nothing runs.'])
  })
})
