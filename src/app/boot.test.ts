// @vitest-environment happy-dom
import { readFileSync } from 'node:fs'
import { runInThisContext } from 'node:vm'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { LABS } from '../labs/registry.ts'

const BOOT = readFileSync('public/boot.js', 'utf8')
const FILES = './assets/lab-1.js ./assets/text-2.js ./assets/lab-3.css'

beforeEach(() => {
  const script = document.createElement('script')
  Object.assign(script.dataset, { lab: 'external-sort', labFiles: FILES })
  vi.spyOn(document, 'currentScript', 'get').mockReturnValue(script)
})
afterEach(() => {
  document.head.innerHTML = ''
  delete document.documentElement.dataset['theme']
})

/** Runs the boot script at an address; returns what the page then asks for. */
function bootAt(hash: string): string[] {
  location.hash = hash
  runInThisContext(BOOT)
  return [...document.head.querySelectorAll('link')].map((link) => `${link.rel} ${link.getAttribute('href')}`)
}

const ASKED = ['modulepreload ./assets/lab-1.js', 'modulepreload ./assets/text-2.js', 'preload ./assets/lab-3.css']

it.each(['', '#/', '#/labs/external-sort', '#/labs/external-sort/at/xyz'])('asks for the lab ahead at "%s"', (hash) => {
  expect(bootAt(hash)).toEqual(ASKED)
})

it.each(['#/practice', '#/labs/delta-log', '#/about'])('asks for nothing at "%s", which shows another page', (hash) => {
  expect(bootAt(hash)).toEqual([])
})

describe('the engine', () => {
  class TestWorker {
    onerror: (() => void) | null = null
    constructor(readonly url: string) {}
  }
  const started = () => globalThis.lakescopeEngine as unknown as TestWorker | undefined

  beforeEach(() => {
    vi.stubGlobal('Worker', TestWorker)
    if (document.currentScript instanceof HTMLElement) document.currentScript.dataset['engine'] = './assets/entry-4.js'
  })
  afterEach(() => {
    vi.unstubAllGlobals()
    Reflect.deleteProperty(globalThis, 'lakescopeEngine')
  })

  it.each(['', '#/about'])('is started at "%s"', (hash) => {
    bootAt(hash)
    expect(started()?.url).toBe('./assets/entry-4.js')
  })

  it('is forgotten when it does not start', () => {
    bootAt('')
    started()?.onerror?.()
    expect(started()).toBeUndefined()
  })

  it('is left to the page where the browser has no workers', () => {
    vi.stubGlobal('Worker', undefined)
    expect(bootAt('')).toEqual(ASKED)
    expect(started()).toBeUndefined()
  })
})

it('sets the theme', () => {
  bootAt('')
  expect(document.documentElement.dataset['theme']).toMatch(/^(light|dark)$/)
})

it('the page names the lab that stands for the home page on a first visit', () => {
  const [, named] = /data-lab="([\w-]+)"/.exec(readFileSync('index.html', 'utf8')) ?? []
  expect(named).toBe(LABS[0]?.id)
})
