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
    expect(titles(commands, 'xs')).toEqual([])
    expect(titles([command('Every sentence that is long enough holds these letters too')], 'esl')).toEqual([])
  })

  it('puts what cannot be run after its equals', () => {
    const equal = [command('Stop', { disabled: 'Nothing runs.' }), command('Stop')]
    expect(rankCommands(equal, 'stop').map(({ disabled }) => disabled)).toEqual([undefined, 'Nothing runs.'])
  })
})
