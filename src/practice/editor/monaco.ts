import { editor, MarkerSeverity, Uri } from 'monaco-editor/editor'
import EditorWorker from 'monaco-editor/editor/editor.worker.js?worker'
// All of them: the TypeScript service brings them later in any case, when it is too late for their services.
import 'monaco-editor/features/register.all'
import 'monaco-editor/languages/definitions/python/register'
import 'monaco-editor/languages/definitions/sql/register'
import 'monaco-editor/languages/definitions/typescript/register'
import { ScriptTarget, typescriptDefaults } from 'monaco-editor/languages/features/typescript/register'
import TypeScriptWorker from 'monaco-editor/languages/features/typescript/ts.worker.js?worker'
import type { EditorLanguage, EditorMark } from './editor-language.ts'
import { readTheme, type EditorTheme } from './editor-theme.ts'
import { createTextLink } from './text-link.ts'

/** Everything of Monaco's that the page uses; it comes with the first code challenge that is opened. */

self.MonacoEnvironment = {
  getWorker: (_id, label) => (label === 'typescript' ? new TypeScriptWorker() : new EditorWorker()),
}

export interface MonacoPorts {
  readonly host: HTMLElement
  readonly language: EditorLanguage
  readonly text: string
  readonly label: string
  /** Hears what is typed, not what `setText` puts there. */
  readonly onText: (text: string) => void
}

export interface MonacoEditor {
  /** Shows another text. One that `onText` was given comes back by itself and changes nothing. */
  readonly setText: (text: string) => void
  /** Keeps it from being changed, and says why to whoever types; undefined lets it be changed. */
  readonly setLock: (why: string | undefined) => void
  readonly setMarks: (marks: readonly EditorMark[]) => void
  /** What the program may import from as "./given". */
  readonly setGiven: (text: string | undefined) => void
  readonly focus: () => void
  readonly dispose: () => void
}

const EXTENSION: Readonly<Record<EditorLanguage, string>> = { typescript: 'ts', python: 'py', sql: 'sql' }
const THEME = 'lakescope'
const OWNER = 'lakescope'

typescriptDefaults.setCompilerOptions({
  target: ScriptTarget.ESNext,
  lib: ['es2023'],
  strict: true,
  noEmit: true,
  allowNonTsExtensions: true,
  noUncheckedIndexedAccess: false,
})

let count = 0

/** An editor in an element. It follows the theme of the page and the size of its host until it is disposed of. */
export function createMonaco({ host, language, text, label, onText }: MonacoPorts): MonacoEditor {
  const uri = Uri.parse(`file:///solution-${++count}.${EXTENSION[language]}`)
  const model = editor.createModel(text, language, uri)
  const endTheme = followTheme()
  const view = editor.create(host, {
    model,
    theme: THEME,
    ariaLabel: label,
    automaticLayout: true,
    fontFamily: 'Martian Mono Variable, ui-monospace, monospace',
    fontSize: 12.5,
    fontVariations: "'wdth' 75",
    lineHeight: 20,
    minimap: { enabled: false },
    // The number of an empty last line is dimmed otherwise, and too pale to read.
    renderFinalNewline: 'on',
    lineNumbersMinChars: 3,
    folding: false,
    glyphMargin: false,
    scrollBeyondLastLine: false,
    overviewRulerLanes: 0,
    renderLineHighlight: 'line',
    tabSize: language === 'python' ? 4 : 2,
    padding: { top: 10, bottom: 10 },
    fixedOverflowWidgets: true,
    scrollbar: { alwaysConsumeMouseWheel: false },
    wordBasedSuggestions: language === 'typescript' ? 'off' : 'currentDocument',
  })
  const link = createTextLink({ read: () => model.getValue(), write: (next) => model.setValue(next) }, onText)
  const listening = model.onDidChangeContent(link.changed)
  return {
    setText: link.show,
    setLock: (why) => {
      const readOnly = why !== undefined
      view.updateOptions({ readOnly, domReadOnly: readOnly, readOnlyMessage: { value: why ?? '' } })
    },
    setMarks: (marks) => editor.setModelMarkers(model, OWNER, marks.map(markerOf)),
    setGiven: (given) =>
      typescriptDefaults.setExtraLibs(given === undefined ? [] : [{ content: given, filePath: 'file:///given.ts' }]),
    focus: () => view.focus(),
    dispose: () => {
      listening.dispose()
      endTheme()
      view.dispose()
      model.dispose()
    },
  }
}

function markerOf({ line, column, message }: EditorMark): editor.IMarkerData {
  return {
    severity: MarkerSeverity.Error,
    message,
    startLineNumber: line,
    endLineNumber: line,
    startColumn: column ?? 1,
    endColumn: column === undefined ? 1000 : column + 1,
  }
}

/** Colours are those of the page, also when its theme changes. */
function followTheme(): () => void {
  const apply = () => {
    defineTheme(readTheme(document.documentElement))
    editor.setTheme(THEME)
  }
  apply()
  const observer = new MutationObserver(apply)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  return () => observer.disconnect()
}

function defineTheme({ isDark, colors, tokens }: EditorTheme): void {
  editor.defineTheme(THEME, {
    base: isDark ? 'vs-dark' : 'vs',
    inherit: true,
    rules: tokens.map(({ token, color }) => ({ token, foreground: color.slice(1) })),
    colors,
  })
}
