import type { CaseVerdict, CodeVerdict } from './code/verdict.ts'
import { TestMark } from './TestMark.tsx'

/** More hidden cases that are right are counted, not listed. */
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
          {hidden.length > MOST_SHOWN && (
            <p className="i3">{`and ${hidden.length - MOST_SHOWN} more that are right`}</p>
          )}
        </>
      )}
    </section>
  )
}

function CaseList({ cases }: { readonly cases: readonly CaseVerdict[] }) {
  return (
    <ol className="test-list">
      {cases.map(({ name, isRight, milliseconds }) => (
        <li key={name} className={isRight ? undefined : 'bad'}>
          <TestMark isRight={isRight} />
          <span>{name}</span>
          <span className="num">{`${milliseconds.toFixed(1)} ms`}</span>
        </li>
      ))}
    </ol>
  )
}
