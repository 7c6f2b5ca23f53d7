import { useMemo, useState } from 'react'
import { formatPlural } from '../base/format.ts'
import { announce } from '../ui/LiveRegion.tsx'
import { readAnswers, readEntry, writeEntry } from './answers.ts'
import { FieldInput, inputId, isSingle } from './FormFields.tsx'
import { findProblems, judgeForm, type FormVerdict } from './judge-form.ts'
import type { PanelProps } from './panel.ts'
import { Scratchpad, SCRATCHPAD_FIELD } from './Scratchpad.tsx'
import { savedWords } from './saved-words.ts'
import { SubmitBar } from './SubmitBar.tsx'
import type { Field, Form } from './types.ts'
import { useVerdictFocus } from './use-verdict-focus.ts'
import { LineVerdict } from './Verdict.tsx'

/** A form to be filled in line by line, judged line by line. */
export function FormPanel({
  form,
  work,
  locked,
  isDone,
  refusal,
  isStored,
  round,
  onEdit,
  onSubmit,
}: PanelProps & { readonly form: Form }) {
  const { fields } = form
  const answers = useMemo(() => readAnswers(fields, work.texts), [fields, work.texts])
  const problems = useMemo(() => findProblems(form, answers), [form, answers])
  const verdict = useMemo(() => (isDone ? judgeForm(form, answers) : undefined), [form, answers, isDone])
  // Asked to hand in, it first says which lines say nothing yet.
  const [askedIn, setAskedIn] = useState<number | undefined>()
  const isAsked = askedIn === round
  const words = verdict && headlineOf(verdict)
  const { heading, expect } = useVerdictFocus(words)
  const submit = () => {
    if (problems.size > 0 && !isAsked) {
      setAskedIn(round)
      announce(`${formatPlural(problems.size, 'line')} without an answer. Hand in again to leave it so.`)
      return
    }
    const { score, right } = judgeForm(form, answers)
    expect()
    onSubmit({ score, passed: right, total: fields.length })
  }
  const hasNumbers = fields.some(({ type }) => type === 'number')
  return (
    <div className="form-panel">
      {words !== undefined && (
        <h2 ref={heading} className="form-headline" tabIndex={-1}>
          {words}
        </h2>
      )}
      <form
        aria-label="Your answer"
        onSubmit={(event) => {
          event.preventDefault()
          if (refusal === undefined) submit()
        }}
      >
        {fields.map((field) => (
          <FormLine
            key={field.id}
            field={field}
            text={work.texts.get(field.id)}
            locked={locked}
            problem={isAsked && !isDone ? problems.get(field.id) : undefined}
            verdict={verdict}
            onText={(text) => onEdit(field.id, text)}
          />
        ))}
        {!isDone && (
          <SubmitBar
            label={isAsked && problems.size > 0 ? 'Hand in as it is' : 'Hand in'}
            refusal={refusal}
            note={problems.size === fields.length ? savedWords(isStored) : statusOf(problems.size)}
            onSubmit={submit}
          />
        )}
      </form>
      {hasNumbers && (
        <Scratchpad
          text={work.texts.get(SCRATCHPAD_FIELD) ?? ''}
          locked={locked}
          onText={(text) => onEdit(SCRATCHPAD_FIELD, text)}
        />
      )}
    </div>
  )
}

function statusOf(open: number): string {
  return open === 0 ? 'every line has an answer' : `${formatPlural(open, 'line')} without an answer`
}

function headlineOf({ right, fields }: FormVerdict): string {
  if (right === fields.length) return 'All of it is right.'
  const inPart = fields.filter(({ isRight, credit }) => !isRight && credit > 0).length
  if (fields.length === 1) return `It is ${inPart === 0 ? 'not right' : 'right in part'}.`
  return `${right} of ${formatPlural(fields.length, 'line')} right${inPart === 0 ? '' : `, ${inPart} in part`}.`
}

interface FormLineProps {
  readonly field: Field
  readonly text: string | undefined
  readonly locked: boolean
  readonly problem: string | undefined
  readonly verdict: FormVerdict | undefined
  readonly onText: (text: string) => void
}

function FormLine({ field, text, locked, problem, verdict, onText }: FormLineProps) {
  const entry = useMemo(() => readEntry(field, text), [field, text])
  const found = verdict?.fields.find(({ id }) => id === field.id)
  const noteId = `${inputId(field)}-note`
  return (
    <div className="form-line">
      {isSingle(field) ? (
        <label className="form-label" htmlFor={inputId(field)}>
          {field.label}
        </label>
      ) : (
        <span className="form-label">{field.label}</span>
      )}
      <div className="form-answer">
        <FieldInput
          field={field}
          entry={entry}
          locked={locked}
          isJudged={found !== undefined}
          describedBy={problem === undefined && found === undefined ? undefined : noteId}
          onEntry={(next) => onText(writeEntry(next))}
        />
        <div id={noteId}>
          {problem !== undefined && <p className="form-problem">{problem}</p>}
          {found !== undefined && <LineVerdict field={field} verdict={found} />}
        </div>
      </div>
    </div>
  )
}
