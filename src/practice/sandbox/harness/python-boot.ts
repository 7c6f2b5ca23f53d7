import { provide } from './platform.ts'
import { loadPyodide } from 'pyodide'
import type { PythonFiles } from '../python-files.ts'
import type { PythonTexts } from '../python-texts.ts'

/** What the page hands over; without a snapshot one is made. */
export interface PythonPayload {
  readonly files: PythonFiles
  readonly texts: PythonTexts
  readonly snapshot?: Blob
}

/** A started interpreter that no program has seen, shut off from JavaScript. */
export interface Python {
  /** A program to try it with. */
  readonly rehearsal: string
  readonly ask: Ask
  readonly machine: Machine
  /** Gets what is printed from now on. */
  readonly listen: (write: (bytes: Uint8Array) => void) => void
}

/** Calls a function of `run.py`. */
export type Ask = (name: Question, text?: string) => string

export type Question = (typeof QUESTIONS)[number]

const QUESTIONS = ['load', 'take', 'call', 'answer', 'tampering'] as const

/** What Pyodide keeps outside of the language: memory, files, and the objects of JavaScript that Python holds. */
export interface Machine {
  readonly HEAPU8: Uint8Array
  readonly FS: FileSystem
  readonly _sbrk: (bytes: number) => number
  readonly __hiwire_get: (index: number) => unknown
  readonly __hiwire_set: (index: number, value: unknown) => number
}

export interface FileSystem {
  readonly root: FileNode
  streams: ({ fd: number | null } | null | undefined)[]
  ignorePermissions: boolean
  readonly isDir: (mode: number) => boolean
  readonly isLink: (mode: number) => boolean
  readonly cwd: () => string
  readonly chdir: (path: string) => void
  readonly chmod: (path: string, mode: number) => void
  readonly unlink: (path: string) => void
  readonly rmdir: (path: string) => void
  readonly mkdir: (path: string, mode: number) => void
  readonly writeFile: (path: string, bytes: Uint8Array) => void
  readonly readFile: (path: string) => Uint8Array
}

export interface FileNode {
  readonly mode: number
  /** Of a folder: nodes by name. */
  readonly contents: unknown
}

type Call = ((...texts: string[]) => unknown) & { readonly destroy: () => void }

interface Pyodide {
  readonly _module: Machine
  readonly runPython: (text: string) => unknown
  readonly pyimport: (name: string) => Readonly<Record<string, Call>>
  readonly makeMemorySnapshot: () => Uint8Array<ArrayBuffer>
  readonly setStdin: (device: object) => void
  readonly setStdout: (device: object) => void
  readonly setStderr: (device: object) => void
}

/** Where Pyodide thinks that its files are. Nothing is asked for over any network. */
const PLACE = 'https://pyodide.invalid/'

const LOCK_FILE = {
  info: { abi_version: '2026_0', arch: 'wasm32', platform: 'emscripten_5_0_3', python: '3.14.2' },
  packages: {},
}

/** Starts Pyodide. What it makes for later starts goes to `onSnapshot`. */
export async function bootPython(payload: PythonPayload, onSnapshot: (snapshot: Blob) => void): Promise<Python> {
  const { files, texts, snapshot } = payload
  provide(`${PLACE}pyodide.asm.wasm`, files.wasm)
  provide(`${PLACE}python_stdlib.zip`, files.library)
  const options = {
    indexURL: PLACE,
    packageBaseUrl: PLACE,
    lockFileContents: JSON.stringify(LOCK_FILE),
    createPyodideModule: await importScript(files.script),
    jsglobals: Object.create(null) as object,
    enableRunUntilComplete: false,
    env: { PYTHONHASHSEED: '0', HOME: '/home/pyodide' },
  }
  const start = snapshot === undefined ? { _makeSnapshot: true } : { _loadSnapshot: snapshot.arrayBuffer() }
  const pyodide = (await loadPyodide({ ...options, ...start })) as unknown as Pyodide
  if (snapshot === undefined) {
    installTexts(pyodide, texts)
    onSnapshot(new Blob([pyodide.makeMemorySnapshot()]))
  }
  return { ...shutOff(pyodide), rehearsal: texts.rehearsal }
}

async function importScript(script: Blob): Promise<never> {
  const url = URL.createObjectURL(script)
  try {
    return ((await import(/* @vite-ignore */ url)) as { default: never }).default
  } finally {
    URL.revokeObjectURL(url)
  }
}

function installTexts(pyodide: Pyodide, { install, modules }: PythonTexts): void {
  const installText = pyodide.runPython(install) as Call
  for (const [name, text] of modules) installText(name, text)
  installText.destroy()
  pyodide.runPython('import sandbox.walls; sandbox.walls.prepare()')
}

function shutOff(pyodide: Pyodide): Omit<Python, 'rehearsal'> {
  const run = pyodide.pyimport('sandbox.run')
  const calls = Object.fromEntries(QUESTIONS.map((name) => [name, run[name]])) as Record<Question, Call>
  pyodide.runPython('import sandbox.walls; sandbox.walls.close()')
  return {
    ask: (name, text) => (text === undefined ? calls[name]() : calls[name](text)) as string,
    machine: pyodide._module,
    listen(write) {
      const device = {
        isatty: false,
        write(bytes: Uint8Array): number {
          write(bytes)
          return bytes.length
        },
      }
      pyodide.setStdin({ stdin: () => undefined })
      pyodide.setStdout(device)
      pyodide.setStderr(device)
    },
  }
}
