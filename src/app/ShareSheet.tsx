import { useEffect, useRef, useState, type Ref } from 'react'
import { formatCount, formatPlural } from '../base/format.ts'
import {
  encodeMoment,
  LONGEST_LINK,
  momentFile,
  MOST_BRANCHES,
  MOST_MARKS,
  MOST_NOTE,
  type SharedMoment,
} from '../player/share-link.ts'
import { leftOutOf, momentOf } from '../player/share.ts'
import type { Session } from '../player/session.ts'
import { Button } from '../ui/Button.tsx'
import { Sheet } from '../ui/Sheet.tsx'
import { momentPath } from './routes.ts'
import { saveExport } from './save-export.ts'
import './share.css'

export interface ShareSheetProps {
  readonly open: boolean
  readonly onClose: () => void
  /** The lab on the screen, if there is one. */
  readonly session: Session | undefined
}

/** A link that reopens this very moment, or a file where the link would be too long to be sent. */
export function ShareSheet({ open, onClose, session }: ShareSheetProps) {
  const [note, setNote] = useState('')
  const [copied, setCopied] = useState<'yes' | 'no'>()
  usePaused(open ? session : undefined)
  const shared = session === undefined ? undefined : momentOf(session, note)
  const { link, problem } = useLink(shared)
  const field = useRef<HTMLInputElement>(null)
  const isLong = link === undefined || link.length > LONGEST_LINK
  const copy = async () => {
    if (link === undefined) return
    try {
      await navigator.clipboard.writeText(link)
      setCopied('yes')
    } catch {
      // A page that is not served securely has no clipboard; where the old way fails too, the field is selected.
      field.current?.select()
      setCopied(document.execCommand('copy') ? 'yes' : 'no')
    }
  }
  return (
    <Sheet open={open} onClose={onClose} title="Share this moment" size="medium">
      {shared === undefined ? (
        <p>There is no moment to share here: open a lab first.</p>
      ) : (
        <div className="share">
          <p>
            {link === undefined ? 'The file' : 'The link'} holds {heldWords(shared)}. {againWords(shared)} Nothing is
            stored anywhere.
          </p>
          {session !== undefined && <LeftOut session={session} shared={shared} />}
          {shared.data !== undefined && (
            <p>
              It names your file, {shared.data.name}, with its size, a fingerprint and the columns it is sorted by,
              never a row. Whoever opens it is asked for that file.
            </p>
          )}
          <label>
            Say something with it
            <textarea
              rows={2}
              maxLength={MOST_NOTE}
              value={note}
              onChange={(event) => {
                setNote(event.target.value)
                setCopied(undefined)
              }}
            />
            {note.length >= MOST_NOTE && <span role="status">It has at most {MOST_NOTE} characters.</span>}
          </label>
          {link !== undefined && <LinkField link={link} field={field} isRefused={copied === 'no'} />}
          {isLong && (
            <p className="warn">
              {link === undefined
                ? `${problem} `
                : `Some programs cut a link of over ${formatCount(LONGEST_LINK)} characters. `}
              Send the file instead: it is opened by dropping it on any lab, or by “Open a saved moment” among what can
              be found (/).
            </p>
          )}
          <div className="share-actions">
            {link !== undefined && (
              <Button primary={!isLong} onPress={() => void copy()}>
                {copied === 'yes' ? 'Copied' : 'Copy link'}
              </Button>
            )}
            <Button primary={isLong} onPress={() => saveMoment(shared)}>
              Save as a file
            </Button>
            {session !== undefined && <SaveMade session={session} onClose={onClose} />}
          </div>
        </div>
      )}
    </Sheet>
  )
}

interface LinkFieldProps {
  readonly link: string
  readonly field: Ref<HTMLInputElement>
  /** It was to be copied, and the browser did not. */
  readonly isRefused: boolean
}

function LinkField({ link, field, isRefused }: LinkFieldProps) {
  return (
    <label>
      {`Link, ${formatCount(link.length)} characters`}
      <input ref={field} className="m" readOnly value={link} onFocus={(event) => event.target.select()} />
      {isRefused && (
        <span role="status">This browser lets no page copy. The link is selected: copy it with its keys.</span>
      )}
    </label>
  )
}

/** The moment that is sent is the one that was asked for. */
function usePaused(session: Session | undefined): void {
  useEffect(() => session?.pause(), [session])
}

/** What does not go with it. */
function LeftOut({ session, shared }: { readonly session: Session; readonly shared: SharedMoment }) {
  const parts = leftOutOf(session, shared)
  if (parts.length === 0) return undefined
  return (
    <p className="warn">
      Left out: {parts.join(', ')}. A moment holds {formatCount(MOST_BRANCHES)} runs, first the ones on the stage and
      those they left, and {formatCount(MOST_MARKS)} marks of a kind.
    </p>
  )
}

/** What goes with it; names of bookmarks are words of the learner's own. */
function heldWords({ position, bookmarks, breakpoints }: SharedMoment): string {
  const marks = [
    ...(bookmarks.length > 0 ? [`${formatPlural(bookmarks.length, 'bookmark')} by name`] : []),
    ...(breakpoints.length > 0 ? [formatPlural(breakpoints.length, 'breakpoint')] : []),
  ]
  const held = ['the parameters', 'what you did', 'the branches', ...marks]
  return `${held.join(', ')} and event ${formatCount(position)}`
}

/** What happens where it is opened. */
function againWords({ data }: SharedMoment): string {
  if (data?.resumed === undefined) return 'Whoever opens it runs all of it again and is told if anything differs.'
  const runs = formatPlural(data.resumed.runs, 'finished run')
  return `This sort went on with ${runs}, which the file alone does not give again: whoever opens it sees the file sorted in one go, with other event numbers, at the nearest place.`
}

/** Saves what the run has made, where that can be had as a file; what goes wrong is told on the page. */
function SaveMade({ session, onClose }: { readonly session: Session; readonly onClose: () => void }) {
  const made = session.lab.export
  if (made === undefined) return undefined
  const save = (): void => {
    onClose()
    void saveExport(session)
  }
  return <Button onPress={save}>{made.title}</Button>
}

interface MadeLink {
  /** Empty until it is made, undefined where there can be none. */
  readonly link: string | undefined
  /** Why there can be none, a sentence. */
  readonly problem: string
}

/** The link to a moment, once it is made. */
function useLink(moment: SharedMoment | undefined): MadeLink {
  const [made, setMade] = useState<MadeLink>({ link: '', problem: '' })
  const json = moment === undefined ? '' : JSON.stringify(moment)
  useEffect(() => {
    let isLate = false
    if (json === '') return undefined
    const asked = JSON.parse(json) as SharedMoment
    const show = (link: string | undefined, problem = ''): void => {
      if (!isLate) setMade({ link, problem })
    }
    encodeMoment(asked).then(
      (text) => show(`${location.href.split('#')[0] ?? ''}#${momentPath(asked, text)}`),
      (error: unknown) => show(undefined, error instanceof Error ? error.message : String(error)),
    )
    return () => {
      isLate = true
    }
  }, [json])
  return made
}

function saveMoment(moment: SharedMoment): void {
  const url = URL.createObjectURL(new Blob([momentFile(moment)], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `${moment.lab}-event-${moment.position}.lakescope.json`
  link.click()
  // The download starts after this turn; the address must live until then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
