import type { CaseVerdict, CodeVerdict } from './code/verdict.ts'
import { TestMark } from './TestMark.tsx'

/** More hidden cases are counted, not listed. */
const MOST_SHOWN = 40

/** Every case that was run, those that fail among the hidden ones first. */
export function CodeTests({ verdict }: { readonly verdict: CodeVerdict }) {
  const { cases, right } = verdict
  const shown = cases.filter(({ isHidden }) => !isHidden)
  const hidden = cases.filter(({ isHidden }) => isHidden).toSorted((a, b) => Number(a.isRight) - Number(b.isRight))
  return (
    <section className="practice-part">
      <h2 className="cap">
        <span>Cases</span>
        <span className="num">{`${right} of ${cases.length}`}</span>
      </h2>
      <CaseList cases={shown} />
      {hidden.length > 0 && (
        <>
          <h3 className="cap test-more">Hidden until handed in</h3>
          <CaseList cases={hidden.slice(0, MOST_SHOWN)} />
          {hidden.length > MOST_SHOWN && <p className="i3">{moreWords(hidden.slice(MOST_SHOWN))}</p>}
        </>
      )}
    </section>
  )
}

function moreWords(rest: readonly CaseVerdict[]): string {
  const right = rest.filter(({ isRight }) => isRight).length
  return `and ${rest.length} more, ${right === rest.length ? 'all right' : `${right} of them right`}`
}

/**
 * What was not run, or was ended by something else than its limit, has no time; nor has a case of tests, which has no
 * arguments, since one call serves all.
 */
function isTimed({ args, milliseconds, ended }: CaseVerdict): boolean {
  return args.length > 0 && (ended === undefined || milliseconds > 0)
}

function CaseList({ cases }: { readonly cases: readonly CaseVerdict[] }) {
  return (
    <ol className="test-list">
      {cases.map((each) => (
        <li key={each.name} className={each.isRight ? undefined : 'bad'}>
          <TestMark isRight={each.isRight} />
          <span>{each.name}</span>
          <span className="num">{isTimed(each) && `${each.milliseconds.toFixed(1)} ms`}</span>
        </li>
      ))}
    </ol>
  )
}
