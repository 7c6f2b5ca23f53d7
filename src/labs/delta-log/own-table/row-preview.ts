import { useEffect, useState } from 'react'
import { parseCount, parseList, parseRecord } from '../../../base/parse.ts'
import { AskError, ask, type Engine } from '../../../player/ask.ts'

/** The first rows of a version, as texts; see `engine/operations/preview-rows.ts`. */
export interface RowPreview {
  readonly version: number
  readonly columns: readonly { readonly name: string; readonly type: string; readonly isNumeric: boolean }[]
  readonly rows: readonly (readonly (string | undefined)[])[]
  readonly count: number | undefined
  readonly counted: 'statistics' | 'footers' | 'rows'
  readonly files: {
    readonly live: number
    readonly skippedByPartition: number
    readonly skippedByStats: number
    readonly read: number
  }
}

export interface Preview {
  /** What is shown: of the version wanted, or of the one before while that is read. */
  readonly shown: RowPreview | undefined
  readonly fault: AskError | undefined
  readonly isBusy: boolean
}

/** Rows that are asked for. */
const FIRST_ROWS = 100
/** A playhead that moves on within this time is not worth reading for. */
const REST_MS = 120

/** The first rows of a version, read from the very files; read again when another version or condition is wanted. */
export function usePreview(engine: Engine, version: number, where: string): Preview {
  const [found, setFound] = useState<{ readonly key: string } & Omit<Preview, 'isBusy'>>()
  const key = `${version} ${where}`
  useEffect(() => {
    if (version < 0) return undefined
    let stop = (): void => undefined
    let isOver = false
    const timer = setTimeout(() => {
      const asking = ask(engine, 'preview-rows', { version, where, first: FIRST_ROWS })
      stop = asking.stop
      asking.answer.then(
        (answer) => {
          if (!isOver) setFound({ key, shown: parsePreview(answer), fault: undefined })
        },
        (error: unknown) => {
          if (isOver) return
          const fault = error instanceof AskError ? error : new AskError('UNKNOWN', String(error), '')
          setFound({ key, shown: undefined, fault })
        },
      )
    }, REST_MS)
    return () => {
      isOver = true
      clearTimeout(timer)
      stop()
    }
  }, [engine, version, where, key])
  if (version < 0) return { shown: undefined, fault: undefined, isBusy: false }
  return { shown: found?.shown, fault: found?.fault, isBusy: found?.key !== key }
}

function parsePreview(value: unknown): RowPreview {
  const preview = parseRecord(value, 'preview')
  parseCount(preview['version'], 'version')
  for (const name of ['columns', 'rows']) parseList(preview[name], name)
  return value as RowPreview
}
