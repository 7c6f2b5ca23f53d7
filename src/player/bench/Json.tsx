import { useMemo, useState } from 'react'
import { layoutJson, type JsonToken } from './json-layout.ts'

/** Characters on a line of the inspector. */
const WIDTH = 42
const NOTHING_OPEN: ReadonlySet<string> = new Set()

/** A value as JSON, coloured and wrapped. Long lists and texts are folded and say their size. */
export function Json({ value }: { readonly value: unknown }) {
  const [open, setOpen] = useState(NOTHING_OPEN)
  const lines = useMemo(() => layoutJson(value, WIDTH, open), [value, open])
  return (
    <pre className="json">
      {lines.map((line, index) => (
        <span key={index} className="json-line">
          {line.map((token, place) => (
            <Token key={place} token={token} onOpen={(path) => setOpen(new Set([...open, path]))} />
          ))}
          {'\n'}
        </span>
      ))}
    </pre>
  )
}

function Token({ token, onOpen }: { readonly token: JsonToken; readonly onOpen: (path: string) => void }) {
  const { type, text, path } = token
  if (type !== 'fold' || path === undefined) return <span className={`json-${type}`}>{text}</span>
  return (
    <button type="button" className="link-button" onClick={() => onOpen(path)}>
      {text}
    </button>
  )
}
