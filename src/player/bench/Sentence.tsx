import { memo, useCallback, useId, useMemo } from 'react'
import { isOwnRun, type Branch } from '../branch.ts'
import type { ParamValue, SentencePart, SentenceValue } from '../lab.ts'
import type { Session } from '../session.ts'
import { useBenchUi, type BenchUi } from './bench-ui.ts'
import { ChoiceValue } from './ChoiceValue.tsx'
import { ForkActs } from './ForkActs.tsx'
import { TextField } from './later-parts.ts'
import { NumberValue } from './NumberValue.tsx'
import { useBranch, useSession } from './use-moment.ts'

interface SentenceProps {
  readonly session: Session
  readonly ui: BenchUi
}

/** All parameters as one sentence. Changing a value runs the engine again; a value that does not fit says why. */
export const Sentence = memo(function Sentence({ session, ui }: SentenceProps) {
  const branch = useBranch(session)
  const refusal = useSession(session, (state) => state.refusal)
  const reasonId = useId()
  const opened = useBenchUi(ui, (state) => state.field)
  const setOpened = (field: string): void => ui.setState({ field })
  const close = useCallback(() => ui.setState({ field: undefined }), [ui])
  const parts = useMemo(() => session.lab.sentence(branch.spec.params), [session, branch])
  const change = (param: string, value: ParamValue): void => session.branching.changeParam(param, value)
  const render = (part: SentencePart, index: number) => {
    if (typeof part === 'string') return part
    const { param } = part
    const reason = refusal?.param === param ? reasonId : undefined
    if (part.type === 'choice') {
      const choose = (value: string): void => {
        const opens = part.options.find((option) => option.value === value)?.opens
        if (opens === undefined) change(param, value)
        else setOpened(opens)
      }
      return <ChoiceValue key={param} part={part} refusal={reason} onChange={choose} />
    }
    if (part.type === 'text') {
      return <TextValue key={param} part={part} open={opened === param} onOpen={() => setOpened(param)} />
    }
    return (
      <NumberValue
        key={`${param}${index}`}
        part={part}
        refusal={reason}
        onChange={(value) => change(param, value)}
        onRefuse={(why) => session.branching.refuse(param, why)}
        onForget={() => session.core.set({ refusal: undefined })}
      />
    )
  }
  const field = parts.find((part) => typeof part !== 'string' && part.type === 'text' && part.param === opened)
  return (
    <div className="sentence">
      {parts.map(render)}
      <ForkActs forks={forksOf(session, branch)} ui={ui} />
      {refusal !== undefined && (
        <div className="refused">
          <span className="refusal" id={reasonId} role="status">
            {refusal.reason}
          </span>
          {refusal.fixes?.map(({ text, params }) => (
            <button key={text} type="button" className="fix" onClick={() => session.branching.takeFix(params)}>
              {text}
            </button>
          ))}
        </div>
      )}
      {typeof field === 'object' && field.type === 'text' && (
        <TextField session={session} part={field} onClose={close} />
      )}
    </div>
  )
})

interface TextValueProps {
  readonly part: SentenceValue
  readonly open: boolean
  readonly onOpen: () => void
}

/** A long text in the sentence, by its beginning: a press opens its field. */
function TextValue({ part, open, onOpen }: TextValueProps) {
  if (part.text === '') return undefined
  return (
    <button
      type="button"
      className="scrub scrub-word"
      aria-label={part.label}
      aria-haspopup="dialog"
      aria-expanded={open}
      onClick={onOpen}
    >
      {part.text}
    </button>
  )
}

/**
 * The forks that led to a branch, oldest first: what was done otherwise than the parameters say, and from where. One that
 * was left before its own act, before event `upTo`, has no part in it.
 */
function forksOf(session: Session, branch: Branch, upTo = Infinity): readonly Branch[] {
  const { parent, at } = branch.spec
  if (parent === undefined || isOwnRun(branch.spec)) return []
  const before = forksOf(session, session.core.branchNamed(parent), Math.min(upTo, at))
  return at <= upTo ? [...before, branch] : before
}
