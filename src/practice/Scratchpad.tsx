import { useId, useMemo } from 'react'
import { evaluateLines } from './scratchpad.ts'
import './scratchpad.css'

export interface ScratchpadProps {
  readonly text: string
  readonly locked: boolean
  readonly onText: (text: string) => void
}

/** The field of an attempt that holds the scratchpad's text. */
export const SCRATCHPAD_FIELD = '_scratchpad'

const LEAST_LINES = 5

/** Lines that are worked out while they are written; a named one can be used below. */
export function Scratchpad({ text, locked, onText }: ScratchpadProps) {
  const id = useId()
  const lines = useMemo(() => evaluateLines(text), [text])
  const rows = Math.max(LEAST_LINES, lines.length + 1)
  return (
    <section className="scratchpad" aria-labelledby={id}>
      <h3 className="cap" id={id}>
        Scratchpad
      </h3>
      <div className="scratchpad-paper">
        <textarea
          className="num"
          aria-labelledby={id}
          aria-describedby={`${id}results`}
          rows={rows}
          spellCheck={false}
          autoComplete="off"
          placeholder={'log = 30 d * 20 MB/s\nlog / (200 MB/s) in h'}
          value={text}
          readOnly={locked}
          onChange={(event) => onText(event.target.value)}
        />
        <ol className="scratchpad-results num" id={`${id}results`} aria-label="What the lines come to">
          {lines.map(({ result, problem }, i) => (
            <li key={i} className={problem === undefined ? undefined : 'warn'}>
              {problem ?? result}
            </li>
          ))}
        </ol>
      </div>
      <p className="scratchpad-help">
        Names, + − × ÷ ^, brackets, %, and units: B to PB, KiB to TiB, ms to d, $. <code>in h</code> converts. It is not
        judged.
      </p>
    </section>
  )
}
