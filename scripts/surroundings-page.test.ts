// @vitest-environment happy-dom
import { afterEach, expect, it } from 'vitest'
import { listChanges, readSurroundings } from './surroundings.ts'

afterEach(() => {
  document.body.replaceChildren()
  document.head.replaceChildren()
  document.documentElement.removeAttribute('data-theme')
  localStorage.clear()
  sessionStorage.clear()
  location.hash = ''
})

it.each<readonly [string, () => unknown]>([
  ['what <body> holds', () => document.body.append('left')],
  ['what <head> holds', () => document.head.append(document.createElement('style'))],
  ['attributes of <html>', () => document.documentElement.setAttribute('data-theme', 'dark')],
  ['localStorage.left', () => localStorage.setItem('left', '1')],
  ['sessionStorage.left', () => sessionStorage.setItem('left', '1')],
  ['location', () => (location.hash = '#/left')],
])('%s is seen when a test file leaves it changed', (name, change) => {
  const before = readSurroundings()
  change()
  expect(listChanges(before, readSurroundings())).toEqual([name])
})
