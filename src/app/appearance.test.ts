// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { followAppearance } from './appearance.ts'

/** The system's wishes by media query; `turn` changes one and tells those who listen. */
class System {
  readonly #on = new Set<string>()
  readonly #listeners = new Map<string, Set<() => void>>()

  turn(query: string, on: boolean): void {
    if (on) this.#on.add(query)
    else this.#on.delete(query)
    this.#listeners.get(query)?.forEach((listener) => listener())
  }

  match = (query: string): object => {
    const listeners = this.#listeners.get(query) ?? new Set()
    this.#listeners.set(query, listeners)
    const isOn = () => this.#on.has(query)
    return {
      get matches() {
        return isOn()
      },
      addEventListener: (_: string, listener: () => void) => void listeners.add(listener),
      removeEventListener: (_: string, listener: () => void) => void listeners.delete(listener),
    }
  }
}

const DARK = '(prefers-color-scheme: dark)'
const LESS = '(prefers-reduced-motion: reduce)'
let system: System

beforeEach(() => {
  system = new System()
  vi.stubGlobal('matchMedia', system.match)
})

afterEach(() => {
  localStorage.clear()
  for (const name of Object.keys(document.documentElement.dataset)) delete document.documentElement.dataset[name]
})

const shown = () => ({ ...document.documentElement.dataset })

describe('followAppearance', () => {
  it('puts a chosen theme on the page and where the first paint finds it', () => {
    followAppearance({ theme: 'dark', motion: 'system' })
    expect(shown()).toEqual({ theme: 'dark' })
    expect(localStorage.getItem('lakescope.theme')).toBe('dark')
  })

  it('follows the system while that is chosen, and no longer', () => {
    localStorage.setItem('lakescope.theme', 'light')
    const stop = followAppearance({ theme: 'system', motion: 'system' })
    expect(localStorage.getItem('lakescope.theme')).toBeNull()
    system.turn(DARK, true)
    system.turn(LESS, true)
    expect(shown()).toEqual({ theme: 'dark', motion: 'reduced' })
    stop()
    system.turn(DARK, false)
    expect(shown()['theme']).toBe('dark')
  })

  it('follows the system in spite of a chosen theme where the system forces its colours', () => {
    const stop = followAppearance({ theme: 'light', motion: 'system' })
    system.turn(DARK, true)
    expect(shown()['theme']).toBe('light')
    system.turn('(forced-colors: active)', true)
    expect(shown()['theme']).toBe('dark')
    system.turn('(forced-colors: active)', false)
    expect(shown()['theme']).toBe('light')
    stop()
    expect(localStorage.getItem('lakescope.theme')).toBe('light')
  })

  it('lets the learner overrule the system in motion, both ways', () => {
    system.turn(LESS, true)
    followAppearance({ theme: 'light', motion: 'full' })
    expect(shown()['motion']).toBe('full')
    system.turn(LESS, false)
    followAppearance({ theme: 'light', motion: 'reduced' })
    expect(shown()['motion']).toBe('reduced')
  })
})
