import { useEffect, useMemo, useRef, useState, type RefObject } from 'react'
import { createPortal } from 'react-dom'
import { formatPlural } from '../base/format.ts'
import type { Lane, MoveGroup } from '../engine/challenge/act/machine.ts'
import { scorePlay, type Play, type PlayMoment } from '../engine/challenge/act/play.ts'
import { announce } from '../ui/LiveRegion.tsx'
import './act-panel.css'
import { countMistakes, readTries, TRIES_FIELD, writeTries } from './act-tries.ts'
import type { PanelProps } from './panel.ts'
import { SubmitBar } from './SubmitBar.tsx'
import { useVerdictFocus } from './use-verdict-focus.ts'

export interface ActPanelProps extends PanelProps {
  readonly play: Play
}

/** Be the engine: what stands, and everything that could be done next. Each try is judged at once. */
export function ActPanel({ play, work, locked, isDone, refusal, round, moments, inspector, ...acts }: ActPanelProps) {
  const { onEdit, onSubmit } = acts
  const text = work.texts.get(TRIES_FIELD)
  const tries = useMemo(() => readTries(text), [text])
  const moment = useMemo(() => play.after(tries), [play, tries])
  const mistakes = useMemo(() => countMistakes(play, moments), [play, moments])
  const last = moment.tries.at(-1)
  const attempt = (move: string) => {
    const next = [...tries, move]
    onEdit(TRIES_FIELD, writeTries(next))
    const told = play.after(next)
    const { text = '', why } = told.tries.at(-1) ?? {}
    announce(why === undefined ? `${text}. ${told.isDone ? 'All steps are done.' : ''}` : `Not now. ${why}`)
  }
  // Asked to hand in what is not finished, it first says so. What is done after that is asked about again.
  const [askedAt, setAskedAt] = useState<string | undefined>()
  const here = `${round} ${text ?? ''}`
  const isAsked = askedAt === here && !moment.isDone
  const open = `${formatPlural(play.length - moment.steps, 'step')} not done. Hand in again to leave it so.`
  const end = endOf(play, moment, mistakes)
  const { heading, expect } = useVerdictFocus(isDone ? end : undefined)
  const root = useFocusKept(tries.length)
  const submit = () => {
    const { steps } = moment
    // When the time is up nothing can be done any more.
    if (!moment.isDone && !locked && !isAsked) {
      setAskedAt(here)
      announce(open)
      return
    }
    expect()
    onSubmit({ score: scorePlay(play, steps, mistakes), passed: steps, total: play.length })
  }
  return (
    <div className="act-panel" ref={root}>
      {isDone && (
        <h2 ref={heading} className="form-headline" tabIndex={-1}>
          {end}
        </h2>
      )}
      <div className="act-state">
        <Lanes lanes={moment.lanes} />
        <p className={last?.why === undefined ? 'act-told' : 'act-told bad-line'}>
          {last === undefined && 'Nothing has happened yet. What does the system do first?'}
          {last !== undefined && last.why === undefined && `${last.text}.`}
          {last?.why !== undefined && (
            <>
              <b className="bad">Not now</b> {last.why}
            </>
          )}
        </p>
      </div>
      {moment.isDone && !isDone && <p className="act-end">{end}</p>}
      {!moment.isDone && <Moves groups={moment.groups} locked={locked} onMove={attempt} />}
      {!isDone && (
        <SubmitBar
          label={isAsked || (locked && !moment.isDone) ? 'Hand in as it is' : 'Hand in'}
          refusal={refusal ?? (tries.length === 0 && !locked ? 'Nothing has been done yet.' : undefined)}
          note={
            isAsked
              ? open
              : `step ${moment.steps} of ${play.length}, ${formatPlural(mistakes, 'wrong try', 'wrong tries')}`
          }
          onSubmit={submit}
        />
      )}
      {inspector !== undefined && createPortal(<Happened moment={moment} />, inspector)}
    </div>
  )
}

function endOf({ length }: Play, { isDone, steps }: PlayMoment, mistakes: number): string {
  const done = isDone ? `All ${length} steps are done` : `${steps} of ${formatPlural(length, 'step')} done`
  return `${done}, with ${formatPlural(mistakes, 'wrong try', 'wrong tries')}.`
}

/** A move that is no longer offered takes the focus with it: the first one that is has it then, or handing in. */
function useFocusKept(tries: number): RefObject<HTMLDivElement | null> {
  const root = useRef<HTMLDivElement>(null)
  const isBegun = useRef(false)
  useEffect(() => {
    if (isBegun.current && document.activeElement === document.body) root.current?.querySelector('button')?.focus()
    isBegun.current = true
  }, [tries])
  return root
}

function Lanes({ lanes }: { readonly lanes: readonly Lane[] }) {
  return (
    <div className="act-scroll" role="group" aria-label="What stands now" tabIndex={0}>
      <table className="act-lanes">
        <caption className="visually-hidden">What stands now</caption>
        <tbody>
          {lanes.map(({ label, note, cells }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>
                <span className="act-cells">
                  {cells.map(({ text, tone, isFirst }, i) => (
                    <span key={i} className="act-cell num" data-tone={tone} data-first={isFirst}>
                      {text}
                      <span className="visually-hidden">{TONE_WORDS[tone]}</span>
                    </span>
                  ))}
                  {cells.length === 0 && <span className="i3">–</span>}
                </span>
              </td>
              <td className="act-note">{note}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** What the look of a box says. */
const TONE_WORDS = { later: ' (not touched)', here: ' (here now)', done: ' (done)' } as const

interface MovesProps {
  readonly groups: readonly MoveGroup[]
  readonly locked: boolean
  readonly onMove: (move: string) => void
}

function Moves({ groups, locked, onMove }: MovesProps) {
  return (
    <div className="act-moves">
      {groups.map(({ label, moves }) => (
        <div key={label} className="act-group" role="group" aria-label={label}>
          <span className="act-label" aria-hidden="true">
            {label}
          </span>
          {moves.map(({ id, text }) => (
            <button
              key={id}
              type="button"
              className="btn"
              aria-disabled={locked || undefined}
              onClick={() => {
                if (!locked) onMove(id)
              }}
            >
              {text}
            </button>
          ))}
        </div>
      ))}
    </div>
  )
}

/** All tries, the last one first. */
function Happened({ moment }: { readonly moment: PlayMoment }) {
  if (moment.tries.length === 0) return undefined
  return (
    <section className="practice-part">
      <h2 className="cap">
        <span>What happened</span>
        <span>step</span>
      </h2>
      <ol className="act-happened">
        {moment.tries
          .map(({ text, why }, i) => {
            const step = moment.tries.slice(0, i + 1).filter((each) => each.why === undefined).length
            return (
              <li key={i}>
                <span className={why === undefined ? undefined : 'bad'}>
                  {why === undefined ? text : `${text}: not now`}
                </span>
                <span className="num i3">{why === undefined ? step : ''}</span>
              </li>
            )
          })
          .toReversed()}
      </ol>
    </section>
  )
}
