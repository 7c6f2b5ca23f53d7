import install from './python/install.py?raw'
import loop from './python/loop.py?raw'
import rehearsal from './python/rehearsal.py?raw'
import run from './python/run.py?raw'
import walls from './python/walls.py?raw'
import wire from './python/wire.py?raw'

/** The sandbox's own Python: what makes a module of text, and the modules, each after those that it imports. */
export interface PythonTexts {
  readonly install: string
  readonly modules: readonly (readonly [name: string, text: string])[]
  /** A program that uses what most programs use. */
  readonly rehearsal: string
}

export const PYTHON_TEXTS: PythonTexts = {
  install,
  rehearsal,
  modules: [
    ['wire', wire],
    ['loop', loop],
    ['run', run],
    ['walls', walls],
  ],
}
