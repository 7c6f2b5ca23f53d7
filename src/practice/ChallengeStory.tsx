import { Button } from '../ui/Button.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { HINT_POINTS, type Attempt, type Work } from './attempts.ts'
import { formatClock } from './attempt-clock.ts'
import { KIND_WORDS } from './catalogue-model.ts'
import { Html } from './Html.tsx'
import type { Challenge, ChallengeEntry } from './types.ts'

export interface ChallengeStoryProps {
  readonly entry: ChallengeEntry
  readonly challenge: Challenge
  readonly attempt: Attempt | undefined
  /** What is shown: now, or an earlier moment. */
  readonly work: Work
  readonly isTimed: boolean
  /** Why no hint may be opened now, in a sentence. */
  readonly hintRefusal: string | undefined
  readonly onTimed: (isTimed: boolean) => void
  /** Opens a hint; undefined where none may be opened now. */
  readonly onHint: ((hint: number) => void) | undefined
}

/** The question, and the hints that were asked for. */
export function ChallengeStory(props: ChallengeStoryProps) {
  const { entry, challenge, attempt, isTimed, onTimed } = props
  return (
    <>
      <div className="practice-words">
        <h2 className="challenge-title">{entry.title}</h2>
        <p className="challenge-meta">
          {`${KIND_WORDS[entry.kind]} · level ${entry.level} of 3 · ${entry.minutes} minutes`}
          <span>{challenge.appliesTo}</span>
        </p>
        <Html html={challenge.prompt} className="challenge-prompt" />
        {attempt === undefined && (
          <div className="challenge-mode">
            <Segmented
              label="Clock"
              value={isTimed ? 'clock' : 'free'}
              options={[
                { value: 'clock', text: `${entry.minutes} minutes` },
                { value: 'free', text: 'no clock' },
              ]}
              onChange={(value) => onTimed(value === 'clock')}
            />
            <p className="i3">
              {isTimed ? 'The clock starts with the first thing you do.' : 'Take the time you need.'}
            </p>
          </div>
        )}
      </div>
      <Hints {...props} />
    </>
  )
}

function Hints({ challenge, attempt, work, hintRefusal, onHint }: ChallengeStoryProps) {
  const { hints } = challenge
  const next = hints.findIndex((_, i) => !work.hints.includes(i))
  const isOver = attempt?.submitted !== undefined
  return (
    <section className="practice-land land" aria-label="Hints">
      {work.hints.length === 0 && (
        <>
          <h2 className="cap">{isOver ? 'Hints' : 'Stuck?'}</h2>
          <p>
            {isOver
              ? 'None was opened.'
              : `Three hints, each says more than the one before and costs ${HINT_POINTS} points.`}
          </p>
        </>
      )}
      {work.hints.map((hint) => (
        <div key={hint} className="challenge-hint">
          <h2 className="cap">{hintHead(hint, attempt)}</h2>
          <p>{hints[hint]}</p>
        </div>
      ))}
      {next !== -1 && onHint !== undefined && (
        <Button onPress={() => onHint(next)} disabled={hintRefusal}>
          {next === 0 ? 'Show a hint' : 'Show the next hint'}
        </Button>
      )}
    </section>
  )
}

function hintHead(hint: number, attempt: Attempt | undefined): string {
  const opened = attempt?.moments.find(({ kind, work }) => kind === 'hint' && work.hints.includes(hint))
  const when = opened === undefined ? '' : `, opened at ${formatClock(opened.seconds)}`
  return `Hint ${hint + 1} of 3${when}, −${HINT_POINTS} points`
}
