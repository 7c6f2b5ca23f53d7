import { use, useState, Suspense } from 'react'
import { formatCount, formatDuration } from '../base/format.ts'
import { SOLVED_SCORE } from '../progress/events.ts'
import { HINT_POINTS } from './attempts.ts'
import { KIND_WORDS } from './catalogue-model.ts'
import { knownWrongs, readScores, scoreWords } from './guarantees-model.ts'
import './guarantees.css'
import { DEFAULT_LIMITS } from './sandbox/sandbox.ts'
import { GROWTH_POINTS } from './points.ts'
import { SQL_LIMITS } from './sql/sql-limits.ts'
import type { Challenge, ChallengeEntry } from './types.ts'

const proofs = import.meta.glob<{ id: string; result: { killed?: number; mutants?: number } }>('/proofs/*.json', {
  eager: true,
  import: 'default',
})
const SCORES = readScores(Object.values(proofs))

export interface GuaranteesProps {
  readonly entries: readonly ChallengeEntry[]
  readonly hrefOf: (challenge: string) => string
}

/** What the judges promise: how things are compared, within which limits, and what each challenge is known to reject. */
export function Guarantees({ entries, hrefOf }: GuaranteesProps) {
  return (
    <main className="guarantees">
      <div className="guarantees-column">
        <h1>How answers are judged</h1>
        <p>
          An answer is decided by running something. What is promised here is held by tests that are run with every
          change, and by <code>npm run prove</code> where they are too heavy for that.
        </p>
        <Promises />
        <h2>Challenge by challenge</h2>
        <p className="i2">
          A mutant is a right program with one small mistake in it. The share that the cases find is counted for both
          languages of a program and for queries, and must be at least 90 %. The known wrong answers give solutions
          away: open them afterwards.
        </p>
        <table className="kv guarantees-table">
          <thead>
            <tr>
              <th scope="col">Challenge</th>
              <th scope="col">Kind</th>
              <th scope="col">Mutants found</th>
              <th scope="col">Known wrong answers</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <Row key={entry.id} entry={entry} href={hrefOf(entry.id)} />
            ))}
          </tbody>
        </table>
      </div>
    </main>
  )
}

function Promises() {
  const { caseMilliseconds, totalMilliseconds, outputCharacters, resultCharacters } = DEFAULT_LIMITS
  return (
    <>
      <h2>Forms</h2>
      <p>
        Each line counts the same. Numbers are compared as numbers, within the tolerance that is shown afterwards; sets
        and rows without order, unless order is asked for. Each option of a list is told with its reason; in a design a
        list that is partly right counts by its share, where each that is missing or too many takes one away, and of an
        order that is not right that share counts half. Right answers are computed by the engine or by plain functions,
        not typed in.
      </p>
      <h2>Queries</h2>
      <p>
        Rows are compared, not text: as often as they occur, NULL equal to NULL, numbers by value, floats to nine
        digits. Order counts only where it is asked for, and rows that tie are free. What is right is run once more with
        the ties of its ORDER BY and of its ROWS frames broken another way, so that nothing is right by chance. Each
        data set breaks a usual mistake. A query over which DuckDB itself breaks down is not judged, and one that it
        cannot begin, since its grammar, a name or a type is wrong, is not handed in while there is time. A query may
        take {formatDuration(SQL_LIMITS.milliseconds / 1000)} and give {formatCount(SQL_LIMITS.rows)} rows; only one
        SELECT is taken. DuckDB orders nulls as Spark does here; what else differs stands beside the query.
      </p>
      <h2>Programs</h2>
      <p>
        A program is run case by case, each in the memory of a fresh one. What is expected never goes where it runs, so
        reading tests or forging messages gains nothing. Numbers that are returned are compared by value and not by
        type: 2.0 of Python passes where 2 is asked for, whatever a signature says. Whole numbers must be equal, all
        others to nine digits, and NaN is equal to itself; True and False are no numbers. What is returned by a method
        whose signature says that it returns nothing is not looked at. Run and handing in use the same limits:{' '}
        {formatDuration(caseMilliseconds / 1000)} for a case, {formatDuration(totalMilliseconds / 1000)} for all,{' '}
        {formatCount(outputCharacters)} characters printed, {formatCount(resultCharacters)} returned. Hidden cases come
        from a seed; nothing stays hidden afterwards, and the smallest input that fails is shown. Tests that are asked
        for are values: wrong programs that they are held against stay outside, and one test that a right program fails
        takes all points. A program that does not compile, or lacks what is called, is not handed in while there is
        time, and is told nothing of the hidden cases; one that lacks it only once hidden cases have been run is judged.
      </p>
      <h2>Growth of time</h2>
      <p>
        Growth is measured at n, 2n, 4n and 8n against the reference in the same run, never by one absolute time. What
        calls and answers take is measured with a program that only returns what it is given, and taken off both. Too
        slow is what takes more than four times as long as the reference and grows by a power of n that is 0.4 above
        its, found twice; of what takes more than 20 times as long 0.2 is enough, and where the limit ended it so late
        no power is needed. Where that is not clear, all is measured again at another n; what stays unclear counts as
        good, since a busy machine must cost nobody points. Times cannot tell everything: a list that is kept in order
        by <code>bisect.insort</code> or <code>splice</code> moves its items so quickly that it is as good as a tree at
        these sizes, and passes. Nor do they tell why a program is slow; a way that is known is named as an example.
      </p>
      <h2>Systems acted by hand</h2>
      <p>
        Each step is judged by the state that it leads to, not by a list of expected steps: whatever order the system
        allows is right. A test walks through every state that can be reached; all ways lead to one end in the same
        number of steps. A wrong try leaves the state as it was and counts as a step more, also when it is gone back
        before. What is not finished is handed in when it is asked for twice.
      </p>
      <h2>Points and time</h2>
      <p>
        {`From ${SOLVED_SCORE} points on a challenge counts as solved; a hint costs ${HINT_POINTS}, and none is opened while an answer is judged or when the time is up. `}
        A query or a program that fails on one data set or case stays below that, however many there are. Where growth
        is asked for, cases count {100 - GROWTH_POINTS} points and growth {GROWTH_POINTS}, which only a program that is
        right on all cases can have. Tests that you write have the share of the mistakes that they find. The clock
        starts with the first thing you do, pausing is recorded, judging is no time of work, and at its end what stands
        can be handed in. Every keystroke is kept in this browser; a tab that is killed loses the last one at most.
      </p>
    </>
  )
}

function Row({ entry, href }: { readonly entry: ChallengeEntry; readonly href: string }) {
  const scores = SCORES.get(entry.id) ?? []
  return (
    <tr>
      <th scope="row">
        <a href={href}>{entry.title}</a>
      </th>
      <td>{KIND_WORDS[entry.kind]}</td>
      <td className="guarantees-scores">
        {scores.map((score) => (
          <span key={score.language} className="num">{`${score.language} ${scoreWords(score)}`}</span>
        ))}
      </td>
      <td>
        <Wrongs entry={entry} />
      </td>
    </tr>
  )
}

function Wrongs({ entry }: { readonly entry: ChallengeEntry }) {
  const [load, setLoad] = useState<Promise<Challenge> | undefined>()
  return (
    <details onToggle={(event) => event.currentTarget.open && setLoad((before) => before ?? entry.load())}>
      <summary>
        show<span className="visually-hidden">{` those of ${entry.title}`}</span>
      </summary>
      {load !== undefined && (
        <Suspense fallback={<p className="i3">Opening</p>}>
          <WrongList load={load} />
        </Suspense>
      )}
    </details>
  )
}

function WrongList({ load }: { readonly load: Promise<Challenge> }) {
  return (
    <ul className="guarantees-wrongs">
      {knownWrongs(use(load)).map(({ what, why }) => (
        <li key={why}>
          <b>{what}</b> {why}
        </li>
      ))}
    </ul>
  )
}
