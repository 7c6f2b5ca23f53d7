import { isUnrun, type CaseVerdict, type CodeVerdict } from './code/verdict.ts'
import { GROWTH_POINTS } from './points.ts'
import { TestMark } from './TestMark.tsx'

/** More hidden cases are counted, not listed. */
const MOST_SHOWN = 40

/** Every case that was run. Of the hidden ones those that fail stand open, and those that are right behind a press. */
export function CodeTests({ verdict }: { readonly verdict: CodeVerdict }) {
  const { cases, right, points } = verdict
  const shown = cases.filter(({ isHidden }) => !isHidden)
  const hidden = cases.filter(({ isHidden }) => isHidden)
  const failing = hidden.filter((each) => !each.isRight && !isUnrun(each))
  const unrun = hidden.filter(isUnrun)
  const passing = hidden.filter(({ isRight }) => isRight)
  return (
    <section className="practice-part">
      <h2 className="cap">
        <span>Cases</span>
        <span className="num">{`${right} of ${cases.length}`}</span>
      </h2>
      {points?.growth !== undefined && (
        <p className="i2">
          {`${points.correctness} of ${100 - GROWTH_POINTS} points for the cases, ${points.growth} of ${GROWTH_POINTS} for growth`}
        </p>
      )}
      <CaseList cases={shown} />
      {hidden.length > 0 && (
        <>
          <h3 className="cap test-more">Hidden until handed in</h3>
          <FirstCases cases={failing} />
          {unrun.length > 0 && (
            <details>
              <summary className="test-fold">{`${unrun.length} not run, and so not right`}</summary>
              <FirstCases cases={unrun} />
            </details>
          )}
          {passing.length > 0 && (
            <details>
              <summary className="test-fold">
                {passing.length === hidden.length ? `all ${passing.length} right` : `${passing.length} right`}
              </summary>
              <FirstCases cases={passing} />
            </details>
          )}
        </>
      )}
    </section>
  )
}

function FirstCases({ cases }: { readonly cases: readonly CaseVerdict[] }) {
  if (cases.length === 0) return undefined
  return (
    <>
      <CaseList cases={cases.slice(0, MOST_SHOWN)} />
      {cases.length > MOST_SHOWN && <p className="i3">{`and ${cases.length - MOST_SHOWN} more`}</p>}
    </>
  )
}

/**
 * What was not run, or was ended by something else than its limit, has no time; nor has a case of tests, which has no
 * arguments, since one call serves all.
 */
function isTimed({ args, milliseconds, ended }: CaseVerdict): boolean {
  return args.length > 0 && (ended === undefined || milliseconds > 0)
}

/** One that was ended has a time where its limit ended it: what it would have taken is not known. */
function timeOf({ milliseconds, ended }: CaseVerdict): string {
  return ended === undefined ? `${milliseconds.toFixed(1)} ms` : `> ${Math.round(milliseconds / 100) / 10} s`
}

function CaseList({ cases }: { readonly cases: readonly CaseVerdict[] }) {
  return (
    <ol className="test-list">
      {cases.map((each) => (
        <li key={each.name} className={each.isRight || isUnrun(each) ? undefined : 'bad'}>
          {isUnrun(each) ? <span className="test-mark">–</span> : <TestMark isRight={each.isRight} />}
          <span>{each.name}</span>
          <span className="num">{isUnrun(each) ? 'not run' : isTimed(each) && timeOf(each)}</span>
        </li>
      ))}
    </ol>
  )
}
