import { formatPlural } from '../base/format.ts'

export interface OlderWorkProps {
  /** What was judged: "code". */
  readonly what: string
  /** Edits between what was judged and what is shown; undefined where the one did not come of the other. */
  readonly edits: number | undefined
}

/** Over a result of other work than what is shown: which one it belongs to. Nothing where it is the same. */
export function OlderWork({ what, edits }: OlderWorkProps) {
  if (edits === 0) return undefined
  return (
    <p className="i2">
      {edits === undefined
        ? `This is the result of other ${what} than what is shown.`
        : `This is the result of the ${what} before ${formatPlural(edits, 'edit')}.`}
    </p>
  )
}
