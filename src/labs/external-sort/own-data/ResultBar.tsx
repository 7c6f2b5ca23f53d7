import { useState } from 'react'
import { formatBytes, formatDuration, formatPlural } from '../../../base/format.ts'
import { announce } from '../../../ui/LiveRegion.tsx'
import { Button } from '../../../ui/Button.tsx'
import { ask, AskError, type Engine } from '../../../player/ask.ts'
import { Mark } from './Checks.tsx'
import { ChoiceField } from './ChoiceField.tsx'
import { NO_NAME } from './own-lab.ts'
import type { FileFormat, SortReport } from './reports.ts'
import { describeSavePlan, useSavePlan } from './save-plan.ts'
import { savedName, saveResult, type Saved, type SavedPart, type SaveStage } from './save.ts'
import { bytesWords, savingWords } from './save-words.ts'
import { proofOf } from './proof.ts'
import { useTurningPress } from './use-turning-press.ts'

interface ResultBarProps {
  readonly engine: Engine
  /** Name of the file that was sorted. */
  readonly name: string
  readonly format: FileFormat
  readonly report: SortReport
  /** How long it took, where that is known. */
  readonly seconds: number | undefined
  /** This browser gave no disk: what the lab calls one was memory. */
  readonly isDiskless?: boolean
  /** A question is open, and the figures of the run may be its answer. */
  readonly isAsked?: boolean
  readonly onSaved: (what: SavedPart) => void
  readonly onFree: () => void
  /** The sorted file turned out not to be in this browser any more. */
  readonly onGone?: () => void
}

const FORMATS = [
  { value: 'csv', text: 'CSV' },
  { value: 'ndjson', text: 'NDJSON' },
  { value: 'parquet', text: 'Parquet' },
] as const

/** What a finished sort proved, and where its output goes. */
export function ResultBar(props: ResultBarProps) {
  const { engine, name, format, report, seconds, isDiskless = false, isAsked = false, onSaved, onFree, onGone } = props
  const [isGone, setGone] = useState(false)
  const [as, setAs] = useState<FileFormat>(format)
  const [note, setNote] = useState('')
  const [progress, setProgress] = useState('')
  const [saving, setSaving] = useState<AbortController>()
  const press = useTurningPress()
  const plan = useSavePlan(engine, report.job, format, as)
  const work =
    saving !== undefined
      ? { words: progress, stop: () => saving.abort() }
      : plan.type === 'looking'
        ? { words: bytesWords('looked at', plan.done, plan.total, plan.elapsedMs), stop: () => setAs(format) }
        : undefined
  const save = async (what: SavedPart): Promise<void> => {
    const proposed = savedName(name, what, as)
    const stopping = new AbortController()
    setSaving(stopping)
    setProgress('')
    setNote('')
    try {
      const request = { job: report.job, what, format: as, original: format, name: proposed }
      const saved = await saveResult(engine, request, createTeller(as, setProgress), stopping.signal)
      const { outcome } = saved
      const told = savedWords(saved, proposed)
      setNote(told)
      announce(told)
      if (outcome === 'kept' || outcome === 'downloading') {
        await ask(engine, 'note-saved', { job: report.job, what, as: proposed, outcome }).answer
        onSaved(what)
      }
    } catch (error) {
      const told = `It was not saved: ${error instanceof Error ? error.message : String(error)}.`
      if (error instanceof AskError && error.code === 'WORKSPACE_GONE') {
        setGone(true)
        setNote(`${told} Sort the file again to save it.`)
        onGone?.()
      } else setNote(`${told} The sorted file is still here.`)
    }
    setSaving(undefined)
  }
  return (
    <section className="own-result" aria-label="Result">
      <Proof {...{ report, seconds, isDiskless, isAsked }} />
      <div className="own-acts">
        {isGone ? undefined : (
          <>
            <ChoiceField label="Save as" quiet value={as} options={FORMATS} onChange={setAs} />
            {/* One button in turn: who pressed it still has the focus on it. */}
            <Button
              primary={work === undefined}
              onPress={() => (work === undefined ? press('save', () => void save('output')) : press('stop', work.stop))}
            >
              {work === undefined ? 'Save the sorted file' : 'Stop here'}
            </Button>
            {work === undefined && report.rejectedRows > 0 && (
              <Button onPress={() => void save('rejects')}>
                {`Save ${formatPlural(report.rejectedRows, 'rejected row')}`}
              </Button>
            )}
          </>
        )}
        {work !== undefined && <span className="i3">{work.words}</span>}
        <span className="i3" role="status">
          {note}
        </span>
        {!isGone && work === undefined && <DeleteButton bytes={report.outputBytes} onPress={onFree} />}
      </div>
      <p className="i2 own-plan" role="status">
        {isGone ? '' : describeSavePlan(plan, as).join(' ')}
      </p>
    </section>
  )
}

/** Stands apart: the pointer may still be where another button was pressed before. */
function DeleteButton({ bytes, onPress }: { readonly bytes: number; readonly onPress: () => void }) {
  return (
    <span className="own-delete">
      <Button onPress={onPress} danger>
        {`Delete it, ${formatBytes(bytes)}`}
      </Button>
    </span>
  )
}

/** Tells how far a save is, and how long each of its stages will still take. */
function createTeller(format: FileFormat, tell: (words: string) => void) {
  let begun = { stage: 'making' as SaveStage, at: performance.now() }
  return (stage: SaveStage, done: number, total: number): void => {
    const now = performance.now()
    if (stage !== begun.stage) begun = { stage, at: now }
    tell(savingWords(stage, format, done, total, now - begun.at))
  }
}

function savedWords({ outcome, brokenTexts }: Saved, name: string): string {
  switch (outcome) {
    case 'kept':
      return `Saved as ${name}.${brokenWords(brokenTexts)}`
    case 'downloading':
      return `Handed to your downloads as ${name}. It stays here until you delete it.${brokenWords(brokenTexts)}`
    case 'dismissed':
      return ''
    case 'stopped':
      return 'Stopped: it was not saved.'
  }
}

/** Only JSON's escapes can write half of a surrogate pair. */
function brokenWords(texts: number): string {
  if (texts === 0) return ''
  const [count, verb] = [formatPlural(texts, 'text'), texts === 1 ? 'holds' : 'hold']
  return ` ${count} of it ${verb} half a character, such as \\ud800, which only NDJSON can write: U+FFFD stands for it.`
}

/** Below this width the proof is one line until it is asked for. */
const WIDE = '(width >= 900px) and (height >= 700px)'

const WORST_FIRST = ['bad', 'warn'] as const

type ProofProps = Pick<ResultBarProps, 'report' | 'seconds' | 'isDiskless' | 'isAsked'>

function Proof({ report, seconds, isDiskless, isAsked }: ProofProps) {
  const [isOpen, setOpen] = useState(() => matchMedia(WIDE).matches)
  const proof = proofOf(report)
  const worst = WORST_FIRST.find((one) => proof.some(({ outcome }) => outcome === one)) ?? 'good'
  const button = (
    <button type="button" className="own-link" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
      {isOpen ? 'Less' : 'The proof'}
    </button>
  )
  if (!isOpen) {
    return (
      <p className="own-proof">
        <span>
          <Mark outcome={worst} /> {formatPlural(report.readBack.records, 'row')}{' '}
          {proof.map(({ label }) => label).join(', ')}
        </span>
        {button}
      </p>
    )
  }
  return (
    <>
      <ul className="own-proof">
        {proof.map(({ label, value, outcome }) => (
          <li key={label}>
            <Mark outcome={outcome} /> {label} <span className="m">{value}</span>
          </li>
        ))}
        <li>{button}</li>
      </ul>
      <p className="i2 own-facts">
        {isAsked === true
          ? 'What the sort took is told again behind the question.'
          : factsOf(report, seconds, isDiskless === true)}
      </p>
    </>
  )
}

function factsOf(report: SortReport, seconds: number | undefined, isDiskless: boolean): string {
  const { runs, passes, bytesSpilled, peakMemoryBytes, comparisons, resumedRuns, keyTypes } = report
  const facts = [
    runs === 0 ? 'no run, all in memory' : `${formatPlural(runs, 'run')}, ${formatPlural(passes, 'pass', 'passes')}`,
    `${formatBytes(bytesSpilled)} spilled${resumedRuns > 0 ? ' by this sort' : ''}`,
    isDiskless
      ? `at most ${formatBytes(peakMemoryBytes)} of memory to sort in; this browser gave no disk, so runs and output are in memory too`
      : `at most ${formatBytes(peakMemoryBytes)} of memory`,
    formatPlural(comparisons, 'comparison'),
    `sorted by ${keyTypes.map((key) => (key.startsWith(' ') ? NO_NAME + key : key)).join(', ')}`,
  ]
  if (resumedRuns > 0) facts.push(`${formatPlural(resumedRuns, 'run')} of an earlier sort used, spilled by it`)
  if (seconds !== undefined) facts.push(formatDuration(seconds))
  return `${facts.join('; ')}.`
}
