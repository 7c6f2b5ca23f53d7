// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { createBenchUi } from './bench/bench-ui.ts'
import { benchCommands } from './bench/commands.ts'
import { createTestSession } from './bench/gate-lab.tsx'
import { focusOf, KEY_BINDINGS, resolveKey, type KeyContext, type KeyInput } from './keyboard.ts'

const PAGE: KeyContext = { focus: 'page', mode: 'run', letters: true }

function press(key: string, change: Partial<KeyInput> = {}): KeyInput {
  return { key, code: '', shift: false, alt: false, command: false, altGraph: false, ...change }
}

describe('resolveKey', () => {
  it('finds an action for every binding when its own keys are pressed', () => {
    for (const binding of KEY_BINDINGS) {
      const input = press(binding.key, { shift: binding.shift ?? false, alt: binding.alt ?? false })
      expect(resolveKey(input, { ...PAGE, mode: binding.mode ?? 'run' }), binding.action).toBe(binding.action)
    }
  })

  it('finds what each command says that its keys do', () => {
    const commands = benchCommands(createTestSession().session, createBenchUi()).filter(
      ({ keys }) => keys !== undefined,
    )
    expect(commands.length).toBeGreaterThan(10)
    for (const { id, keys = [] } of commands) {
      const input = press(keys.at(-1) ?? '', { shift: keys.includes('shift') })
      expect(`bench.${resolveKey(input, PAGE) ?? ''}`).toBe(id)
    }
  })

  it('tells arrows with shift and alt apart', () => {
    expect(resolveKey(press('ArrowRight'), PAGE)).toBe('step-on')
    expect(resolveKey(press('ArrowRight', { shift: true }), PAGE)).toBe('kind-on')
    expect(resolveKey(press('ArrowRight', { alt: true }), PAGE)).toBe('checkpoint-on')
    expect(resolveKey(press('ArrowRight', { alt: true, shift: true }), PAGE)).toBeUndefined()
  })

  it('takes a capital letter with shift, and with caps lock as the plain one', () => {
    expect(resolveKey(press('F', { shift: true }), PAGE)).toBe('compare')
    expect(resolveKey(press('F'), PAGE)).toBe('fork')
  })

  it('reads the place of a letter where the layout writes another script', () => {
    expect(resolveKey(press('а', { code: 'KeyF' }), PAGE)).toBe('fork')
    expect(resolveKey(press('ы', { code: 'KeyS' }), PAGE)).toBe('story')
  })

  it('takes what AltGr writes, which Windows tells as control and alt', () => {
    const german = { alt: true, command: true, altGraph: true }
    expect(resolveKey(press('[', { code: 'Digit8', ...german }), PAGE)).toBe('slower')
    expect(resolveKey(press(']', { code: 'Digit9', ...german }), PAGE)).toBe('faster')
    expect(resolveKey(press('[', { code: 'Digit8', alt: true, command: true }), PAGE)).toBeUndefined()
    // A Polish "ś" is no S, and Firefox on a Mac calls its option key AltGr too.
    expect(resolveKey(press('ś', { code: 'KeyS', ...german }), PAGE)).toBeUndefined()
    expect(resolveKey(press('ś', { code: 'KeyS', alt: true, altGraph: true }), PAGE)).toBeUndefined()
    expect(resolveKey(press('ArrowRight', { alt: true, altGraph: true }), PAGE)).toBe('checkpoint-on')
  })

  it('leaves keys with control or command to the browser', () => {
    expect(resolveKey(press('f', { command: true }), PAGE)).toBeUndefined()
    expect(resolveKey(press('b', { alt: true }), PAGE)).toBeUndefined()
  })

  it('takes Z with control or command, but not from a field, which undoes its own', () => {
    const undo = press('z', { command: true })
    expect(resolveKey(undo, { ...PAGE, letters: false })).toBe('undo')
    expect(resolveKey(undo, { ...PAGE, focus: 'button' })).toBe('undo')
    expect(resolveKey(undo, { ...PAGE, focus: 'field' })).toBeUndefined()
    expect(resolveKey(press('Z', { command: true, shift: true }), PAGE)).toBeUndefined()
    expect(resolveKey(press('z'), PAGE)).toBeUndefined()
  })

  it('gives L to the lock only while comparing, and the digits to answers only while predicting', () => {
    expect(resolveKey(press('l'), PAGE)).toBe('shuttle-on')
    expect(resolveKey(press('l'), { ...PAGE, mode: 'compare' })).toBe('unlock')
    expect(resolveKey(press('2'), PAGE)).toBeUndefined()
    expect(resolveKey(press('2'), { ...PAGE, mode: 'predict' })).toBe('answer-2')
    expect(resolveKey(press('Enter'), { ...PAGE, mode: 'predict' })).toBe('lock-in')
  })

  it('does nothing in a field, and leaves a button its space and enter', () => {
    expect(resolveKey(press('f'), { ...PAGE, focus: 'field' })).toBeUndefined()
    expect(resolveKey(press('Escape'), { ...PAGE, focus: 'field' })).toBeUndefined()
    expect(resolveKey(press(' '), { ...PAGE, focus: 'button' })).toBeUndefined()
    expect(resolveKey(press('ArrowRight'), { ...PAGE, focus: 'button' })).toBe('step-on')
    expect(resolveKey(press('ArrowRight'), { ...PAGE, focus: 'range' })).toBeUndefined()
    expect(resolveKey(press('f'), { ...PAGE, focus: 'range' })).toBe('fork')
  })

  it('turns off every key that is one character, but not space, arrows and Esc', () => {
    const off: KeyContext = { ...PAGE, letters: false }
    for (const key of ['f', '[', '/', '?', '0', '.']) expect(resolveKey(press(key), off), key).toBeUndefined()
    expect(resolveKey(press(' '), off)).toBe('play')
    expect(resolveKey(press('ArrowLeft'), off)).toBe('step-back')
    expect(resolveKey(press('Escape'), off)).toBe('escape')
  })
})

describe('focusOf', () => {
  function focus(html: string): ReturnType<typeof focusOf> {
    const box = document.createElement('div')
    box.innerHTML = html
    return focusOf(box.querySelector('[data-me]'))
  }

  it('knows fields, buttons and ranges, and what stands in them', () => {
    expect(focus('<input data-me>')).toBe('field')
    expect(focus('<textarea data-me></textarea>')).toBe('field')
    expect(focus('<div contenteditable="true"><b data-me>x</b></div>')).toBe('field')
    expect(focus('<select data-me></select>')).toBe('field')
    expect(focus('<div role="textbox" tabindex="0" data-me></div>')).toBe('field')
    expect(focus('<input type="radio" data-me>')).toBe('range')
    expect(focus('<input type="range" data-me>')).toBe('range')
    expect(focus('<button><b data-me>x</b></button>')).toBe('button')
    expect(focus('<a href="#x" data-me>x</a>')).toBe('button')
    expect(focus('<div role="slider" tabindex="0" data-me></div>')).toBe('page')
    expect(focusOf(null)).toBe('page')
  })
})
