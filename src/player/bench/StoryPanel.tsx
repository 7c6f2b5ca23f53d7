import { memo, useId, useMemo, useState, type Ref } from 'react'
import { formatCount } from '../../base/format.ts'
import type { Story, StoryStep } from '../lab.ts'
import type { Session } from '../session.ts'
import { foldRows } from './fold-rows.ts'
import { useBreakableLines } from './use-breakable-lines.ts'
import { Prose } from './Prose.tsx'
import { useTurnMoment } from './turns.ts'
import { useBranch, useSession } from './use-moment.ts'

/** The steps of this run, the pseudo-code with the line that was just executed, and why it is so. */
export const StoryPanel = memo(function StoryPanel({ session }: { readonly session: Session }) {
  const moment = useTurnMoment(session, 'story')
  const titleId = useId()
  const story = useMemo(() => (moment === undefined ? undefined : session.lab.story(moment)), [session, moment])
  const branch = useBranch(session)
  // Of a run that wrote nothing there is nothing to explain; what stopped it stands in the inspector.
  const isStillborn = useSession(session, () => branch.end.type === 'failed' && branch.log.length === 0)
  if (moment === undefined || story === undefined) return undefined
  return (
    <>
      <Steps session={session} steps={story.steps} position={moment.position} />
      <Code session={session} story={story} position={moment.position} />
      {!isStillborn && (
        <section className="why land" aria-labelledby={titleId}>
          <h2 className="cap" id={titleId}>
            {story.why.title}
          </h2>
          {story.why.paragraphs.map((paragraph, index) => (
            <Prose key={index} text={paragraph} />
          ))}
        </section>
      )}
    </>
  )
})

interface StepsProps {
  readonly session: Session
  readonly steps: readonly StoryStep[]
  readonly position: number
}

/** So many steps leave the pseudo-code and the why their room. */
const MOST_STEPS = 9

/** The steps of the run; of many, those around the current one until the others are asked for. */
function Steps({ session, steps, position }: StepsProps) {
  const [isOpen, setIsOpen] = useState<boolean>()
  const begun = steps.map((step) => step.from !== undefined && step.from <= position)
  const current = begun.lastIndexOf(true)
  const isLong = steps.length > MOST_STEPS
  const stretches = foldRows(steps.length, current, isOpen === true ? steps.length : MOST_STEPS)
  // The line that was pressed gives way to another one, which takes the keyboard over.
  const ref = isOpen === undefined ? undefined : takeFocus
  return (
    <ol className="steps">
      {stretches.flatMap(({ from, to, isFolded }) =>
        isFolded
          ? [
              <li key={`fold ${from}`}>
                <FoldButton ref={ref} text={`and ${to - from} more`} isOpen={false} onPress={setIsOpen} />
              </li>,
            ]
          : steps.slice(from, to).map((step, i) => {
              const index = from + i
              return (
                <li key={index} className={index === current ? 'on' : begun[index] === true ? 'done' : undefined}>
                  <StepButton session={session} step={step} current={index === current} />
                </li>
              )
            }),
      )}
      {isLong && isOpen === true && (
        <li>
          <FoldButton ref={ref} text="fewer" isOpen onPress={setIsOpen} />
        </li>
      )}
    </ol>
  )
}

function takeFocus(button: HTMLButtonElement | null): void {
  button?.focus()
}

interface FoldButtonProps {
  readonly ref: Ref<HTMLButtonElement> | undefined
  readonly text: string
  readonly isOpen: boolean
  readonly onPress: (isOpen: boolean) => void
}

function FoldButton({ ref, text, isOpen, onPress }: FoldButtonProps) {
  return (
    <button ref={ref} type="button" className="step" aria-expanded={isOpen} onClick={() => onPress(!isOpen)}>
      <span className="step-at m" />
      <span>{text}</span>
    </button>
  )
}

function StepButton({ session, step, current }: { session: Session; step: StoryStep; current: boolean }) {
  const { from, text } = step
  if (from === undefined) {
    return (
      <span className="step">
        <span className="step-at m">–</span>
        <span>{text}</span>
      </span>
    )
  }
  return (
    <button
      type="button"
      className="step"
      aria-current={current ? 'step' : undefined}
      onClick={() => session.seek(from)}
    >
      <span className="step-at m">{formatCount(from)}</span>
      <span>{text}</span>
    </button>
  )
}

interface CodeProps {
  readonly session: Session
  readonly story: Story
  readonly position: number
}

function Code({ session, story, position }: CodeProps) {
  const { code, line } = story
  const lines = useBreakableLines(session, code.join('\n'), position)
  if (code.length === 0) return undefined
  return (
    <ol className="code" aria-label="Pseudo-code">
      {code.map((text, index) => (
        <li
          key={index}
          className={index + 1 === line ? 'on' : undefined}
          aria-current={index + 1 === line || undefined}
        >
          <LineDot session={session} line={index + 1} kind={lines.get(index + 1)} />
          <i>{index + 1}</i>
          <code>{text}</code>
        </li>
      ))}
    </ol>
  )
}

interface LineDotProps {
  readonly session: Session
  readonly line: number
  readonly kind: number | undefined
}

/** Stops at a line, by the event kind that alone executes it; lines without such a kind have no dot. */
function LineDot({ session, line, kind }: LineDotProps) {
  const set = useSession(session, ({ breakpoints }) =>
    breakpoints.find((breakpoint) => breakpoint.kind === kind && breakpoint.text === undefined),
  )
  if (kind === undefined) return <span className="line-dot" />
  const label = session.lab.kinds[kind]?.label ?? ''
  return (
    <button
      type="button"
      className="line-dot"
      aria-pressed={set !== undefined}
      aria-label={`Stop at line ${line}`}
      title={`Stop at line ${line}: ${label}`}
      onClick={() => {
        if (set === undefined) session.marking.addBreakpoint(kind, undefined)
        else session.marking.removeMark(set.id)
      }}
    />
  )
}
