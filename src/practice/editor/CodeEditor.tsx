import { useEffect, useEffectEvent, useRef, useState } from 'react'
import './code-editor.css'
import type { EditorLanguage, EditorMark } from './editor-language.ts'
import type { createMonaco, MonacoEditor } from './monaco.ts'
import { PlainEditor } from './PlainEditor.tsx'

export interface CodeEditorProps {
  readonly language: EditorLanguage
  readonly text: string
  readonly label: string
  /** Why it cannot be changed, in a sentence; undefined where it can. */
  readonly lock: string | undefined
  readonly marks: readonly EditorMark[]
  readonly given: string | undefined
  readonly onText: (text: string) => void
}

/** Monaco does not work with fingers. */
const COARSE = '(pointer: coarse)'

/**
 * Monaco, with a plain text area while it comes, where it cannot run, and where it could not be fetched. Nothing typed in
 * the one is lost in the other: the text is the page's.
 */
export function CodeEditor(props: CodeEditorProps) {
  const { language, text, label, lock, marks, given, onText } = props
  const host = useRef<HTMLDivElement>(null)
  const [monaco, setMonaco] = useState<MonacoEditor | undefined>()
  const [isPlain, setPlain] = useState(() => matchMedia(COARSE).matches)
  const change = useEffectEvent((next: string) => onText(next))
  const start = useEffectEvent((create: typeof createMonaco, element: HTMLElement) =>
    create({ host: element, language, text, label, onText: (next) => change(next) }),
  )
  useEffect(() => {
    if (isPlain) return undefined
    let made: MonacoEditor | undefined
    let isOver = false
    const open = async () => {
      const loaded = await import('./monaco.ts')
      if (isOver || host.current === null) return
      // Whoever has begun to type in the plain one goes on in this one.
      const isTyping = host.current.parentElement?.contains(document.activeElement) === true
      made = start(loaded.createMonaco, host.current)
      setMonaco(made)
      if (isTyping) made.focus()
    }
    open().catch(() => setPlain(true))
    return () => {
      isOver = true
      setMonaco(undefined)
      made?.dispose()
    }
  }, [language, isPlain])
  useEffect(() => monaco?.setText(text), [monaco, text])
  useEffect(() => monaco?.setLock(lock), [monaco, lock])
  useEffect(() => monaco?.setMarks(marks), [monaco, marks])
  useEffect(() => monaco?.setGiven(given), [monaco, given])
  return (
    <div className="code-editor" data-editor={monaco === undefined ? 'plain' : 'monaco'}>
      {!isPlain && <div ref={host} className="code-editor-host" />}
      {monaco === undefined && (
        <PlainEditor {...{ text, label, lock, marks, onText }} indent={language === 'python' ? 4 : 2} />
      )}
    </div>
  )
}
