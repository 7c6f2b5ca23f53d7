import { expect, it } from 'vitest'
import { createTextLink, type TextLink } from './text-link.ts'

/** An editor that tells of every change, as Monaco's model does. */
function openEditor(text: string) {
  const told: string[] = []
  const change = (next: string) => {
    editor.text = next
    link.changed()
  }
  const editor = { text, told, type: change }
  const link: TextLink = createTextLink({ read: () => editor.text, write: change }, (next) => told.push(next))
  return { editor, link }
}

it('tells what is typed, and nothing of what the page puts there', () => {
  const { editor, link } = openEditor('start')
  editor.type('start 1')
  link.show('start')
  link.show('earlier')
  expect(editor.text).toBe('earlier')
  expect(editor.told).toEqual(['start 1'])
  editor.type('earlier 2')
  expect(editor.told).toEqual(['start 1', 'earlier 2'])
})

it('keeps what was typed while an older text comes back', () => {
  const { editor, link } = openEditor('')
  for (const text of ['a', 'ab', 'abc']) editor.type(text)
  link.show('ab')
  expect(editor.text).toBe('abc')
  link.show('abc')
  link.show('a')
  expect(editor.text).toBe('a')
})
