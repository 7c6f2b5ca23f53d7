import type { Challenge } from './types.ts'

export interface FurtherProps {
  readonly challenge: Challenge
  /** Where the lab's moment is; undefined where there is none. */
  readonly labHref: string | undefined
}

/** What to read and ask after it was handed in. */
export function Further({ challenge, labHref }: FurtherProps) {
  const { followUps, sources, shownIn } = challenge
  return (
    <>
      {shownIn !== undefined && labHref !== undefined && (
        <section className="practice-part">
          <h2 className="cap">Where the engine shows it</h2>
          <p>
            <a href={labHref}>{shownIn.text}</a>
          </p>
        </section>
      )}
      <section className="practice-part">
        <h2 className="cap">What an interviewer asks next</h2>
        <ul className="further-list">
          {followUps.map((question) => (
            <li key={question}>{question}</li>
          ))}
        </ul>
      </section>
      <section className="practice-part">
        <h2 className="cap">Sources</h2>
        <ul className="further-list further-sources">
          {sources.map((source) => (
            <li key={source}>{source}</li>
          ))}
        </ul>
      </section>
    </>
  )
}
