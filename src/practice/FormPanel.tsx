import { useEffect, useMemo, useRef, useState } from 'react'
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
  const submit = () => {
    if (problems.size > 0 && !isAsked) {
      setAskedIn(round)
      announce(`${formatPlural(problems.size, 'line')} without an answer. Hand in again to leave it so.`)
      return
    }
    const { score, right } = judgeForm(form, answers)
    onSubmit({ score, passed: right, total: fields.length })
  }
  const hasNumbers = fields.some(({ type }) => type === 'number')
  return (
    <div className="form-panel">
      {verdict !== undefined && <Headline verdict={verdict} />}
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

function Headline({ verdict }: { readonly verdict: FormVerdict }) {
  const { right, fields } = verdict
  const inPart = fields.filter(({ isRight, credit }) => !isRight && credit > 0).length
  const head = useRef<HTMLHeadingElement>(null)
  const words =
    right === fields.length
      ? 'All of it is right.'
      : fields.length === 1
        ? `It is ${inPart === 0 ? 'not right' : 'right in part'}.`
        : `${right} of ${formatPlural(fields.length, 'line')} right${inPart === 0 ? '' : `, ${inPart} in part`}.`
  useEffect(() => announce(words), [words])
  return (
    <h2 ref={head} className="form-headline">
      {words}
    </h2>
  )
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
