import { useEffect, useMemo, useState } from 'react'
import { createPortal } from 'react-dom'
import { formatBytes, formatCount, formatPlural } from '../base/format.ts'
import { announce } from '../ui/LiveRegion.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import type { Work } from './attempts.ts'
import { CodeTests } from './CodeTests.tsx'
import { judgeCode, type JudgeProgress } from './code/judge-code.ts'
import { restoreCodeRun, storeCodeRun } from './code/stored-verdict.ts'
import { isLost, isUnready, withoutHidden, type CodeVerdict } from './code/verdict.ts'
import { CodeFailure } from './CodeFailure.tsx'
import { CodeEditor } from './editor/CodeEditor.tsx'
import type { EditorMark } from './editor/editor-language.ts'
import { LostResult } from './LostResult.tsx'
import { OlderWork } from './OlderWork.tsx'
import type { PanelProps } from './panel.ts'
import { HANDING_IN, lockWords } from './run-words.ts'
import { RunBar } from './RunBar.tsx'
import { RunList } from './RunList.tsx'
import { createSandbox } from './sandbox/create-sandbox.ts'
import './code-panel.css'
import type { CodeTask, Language } from './types.ts'
import { useJudging, type Judging, type JudgingOf } from './use-judging.ts'
import { useShownResult, type ResultPlace, type ShownResult } from './use-shown-result.ts'

export interface CodePanelProps extends PanelProps {
  readonly task: CodeTask
  /** Names the hidden cases of this attempt. */
  readonly seed: number
}

const LANGUAGES = [
  { value: 'typescript', text: 'TypeScript' },
  { value: 'python', text: 'Python' },
] as const
const EXTENSION: Readonly<Record<Language, string>> = { typescript: 'ts', python: 'py' }

/** What is done once all cases were run: some of it to a program that is right, some to one that is not. */
const AFTER_CASES: ReadonlySet<JudgeProgress['kind']> = new Set(['shrink', 'explain', 'growth'])

/** The field of an attempt that holds the language; each language's program is a field of its own. */
const LANGUAGE_FIELD = 'language'

/** A program is written in one of two languages, run on the examples, and handed in to be judged on all cases. */
export function CodePanel({ task, seed, work, isDone, refusal, round, moments, inspector, ...acts }: CodePanelProps) {
  const { at, onEdit, onRun, onSeek, onSubmit } = acts
  const [preferred, setPreferred] = useState<Language>('typescript')
  const language = tryLanguage(work.texts.get(LANGUAGE_FIELD)) ?? preferred
  const starter = programOf(task, 'starter', language)
  const source = work.texts.get(language) ?? starter
  const sandbox = useSandbox(language)
  const judging = useJudging<CodeVerdict>(round, acts.onHandingIn)
  const { isRunning, isHandingIn, progress, problem } = judging
  const locked = acts.locked || isHandingIn
  const result = useCodeResult(judging, { moments, at, field: language, starter, isDone })
  const { verdict } = result
  const keepLanguage = () => onEdit(LANGUAGE_FIELD, language)
  const judge = async (of: JudgingOf) => {
    const which = of === 'hand-in' || isDone ? 'all' : 'examples'
    const found = await judging.start(of, source, (signal, tell) =>
      judgeCode(task, { language, source, which, seed, sandbox, signal, onProgress: tellOf(of, tell) }),
    )
    if (found !== undefined) announce(toldOf(found))
    return found
  }
  const run = async () => {
    if (isDone) return void (await judge('try'))
    keepLanguage()
    const endRun = onRun()
    const found = await judge('try')
    if (found === undefined || isLost(found)) return
    result.keep(endRun(found.right, found.cases.length, storeCodeRun(found)), found)
  }
  const submit = async () => {
    announce(HANDING_IN)
    const found = await judge('hand-in')
    // When the time is up nothing can be mended any more, and what stands is handed in.
    if (found?.score === undefined || (isUnready(found) && !acts.locked)) return
    // It ends with what was judged, whatever another tab wrote meanwhile.
    keepLanguage()
    onEdit(language, source)
    onSubmit({ score: found.score, passed: found.right, total: found.cases.length })
  }
  const choose = (next: Language) => {
    if (locked && (isHandingIn || moments.length > 0)) return
    setPreferred(next)
    // Choosing alone begins no attempt.
    if (moments.length > 0) onEdit(LANGUAGE_FIELD, next)
  }
  const marks = useMemo(() => marksOf(verdict), [verdict])
  return (
    <div className="code-panel">
      <Head language={language} onChoose={choose} />
      <CodeEditor
        key={language}
        language={language}
        label={`Your program, ${language === 'python' ? 'Python' : 'TypeScript'}`}
        text={source}
        lock={lockWords({ locked, isDone, refusal }, isHandingIn)}
        marks={marks}
        given={task.programs[`./programs/given.${EXTENSION[language]}`]}
        onText={(text) => {
          keepLanguage()
          onEdit(language, text)
        }}
      />
      <RunBar
        {...{ isRunning, isHandingIn, progress, isDone, refusal, isStored: acts.isStored }}
        onRun={() => void run()}
        onSubmit={() => void submit()}
        onStop={judging.stop}
      />
      <Results {...{ task, language, result, problem, isDone }} canMend={!acts.locked && !isDone} />
      {inspector !== undefined &&
        createPortal(
          <>
            {verdict !== undefined && !isLost(verdict) && <CodeTests verdict={verdict} />}
            <RunList {...{ moments, onSeek }} shown={at} />
          </>,
          inspector,
        )}
    </div>
  )
}

function useCodeResult(judging: Judging<CodeVerdict>, place: Omit<ResultPlace, 'isOf'>) {
  const { field: language, isDone } = place
  const verdict = judging.verdict?.language === language ? toTold(judging.verdict, isDone) : undefined
  const isOf = ({ texts }: Work) => texts.get(LANGUAGE_FIELD) === language
  return useShownResult<CodeVerdict>({ verdict, judged: judging.judged }, { ...place, isOf }, restoreCodeRun)
}

function Head({ language, onChoose }: { readonly language: Language; readonly onChoose: (next: Language) => void }) {
  return (
    <div className="code-head">
      <span className="code-file num">{`solution.${EXTENSION[language]}`}</span>
      <Segmented label="Language" value={language} options={LANGUAGES} onChange={onChoose} />
    </div>
  )
}

interface ResultsProps extends Pick<CodePanelProps, 'task' | 'isDone'> {
  readonly language: Language
  readonly result: ShownResult<CodeVerdict>
  readonly problem: string | undefined
  readonly canMend: boolean
}

function Results({ task, language, result, problem, isDone, canMend }: ResultsProps) {
  const { verdict, edits, lost } = result
  return (
    <div className="code-results">
      {problem !== undefined && <p className="bad">{problem}</p>}
      {verdict === undefined && isDone && <p className="i2">Judge it again to see the cases.</p>}
      {verdict === undefined && !isDone && lost === undefined && <p className="i2">{exampleNote(task)}</p>}
      {!isDone && lost !== undefined && (
        <>
          <OlderWork what="code" edits={edits} />
          <LostResult run={lost} unit={task.tests === undefined ? 'case' : 'wrong program'} />
        </>
      )}
      {verdict !== undefined && (
        <>
          <OlderWork what="code" edits={edits} />
          <CodeFailure verdict={verdict} name={task.entry[language].name} />
        </>
      )}
      {canMend && verdict !== undefined && isUnready(verdict) && (
        <p className="i2">A program that cannot be begun is not handed in: it can be mended first.</p>
      )}
    </div>
  )
}

function exampleNote(task: CodeTask): string {
  if (task.tests !== undefined) {
    return `Run holds your tests against ${formatPlural(task.examples.length, 'wrong program')}; handing in adds others, some of them drawn by a seed.`
  }
  return `Run uses ${formatPlural(task.examples.length, 'example')}; handing in adds cases that are made from a seed. Limits are the same.`
}

function toldOf({ faultWords, right, cases }: CodeVerdict): string {
  return faultWords ?? `${right} of ${formatPlural(cases.length, 'case')} right.`
}

/** The hidden cases are told only with what is handed in. */
function toTold(verdict: CodeVerdict, isDone: boolean): CodeVerdict {
  return isUnready(verdict) && !isDone ? withoutHidden(verdict) : verdict
}

function programOf({ programs }: CodeTask, name: string, language: Language): string {
  return programs[`./programs/${name}.${EXTENSION[language]}`] ?? ''
}

function tryLanguage(text: string | undefined): Language | undefined {
  return text === 'typescript' || text === 'python' ? text : undefined
}

/** One sandbox for the page; a language is warmed when it is chosen. */
function useSandbox(language: Language) {
  const [sandbox] = useState(createSandbox)
  useEffect(() => sandbox.warm(language), [sandbox, language])
  useEffect(() => () => sandbox.dispose(), [sandbox])
  return sandbox
}

function marksOf(verdict: CodeVerdict | undefined): readonly EditorMark[] {
  if (verdict === undefined) return []
  const { fault, faultWords = '' } = verdict
  if (fault !== undefined && 'line' in fault && fault.line !== undefined) {
    const column = 'column' in fault && fault.column !== undefined ? { column: fault.column } : {}
    return [{ line: fault.line, ...column, message: faultWords }]
  }
  const error = verdict.smallest?.error ?? verdict.cases.find((each) => each.error !== undefined)?.error
  return error?.line === undefined ? [] : [{ line: error.line, message: `${error.name}: ${error.message}` }]
}

function tellOf(of: JudgingOf, tell: (words: string) => void): (progress: JudgeProgress) => void {
  return (progress) => tell(progressWords(progress, of))
}

/** What is done next comes of what was found, so of what is handed in it is not told before it counts. */
function progressWords(progress: JudgeProgress, of: JudgingOf): string {
  if (of === 'hand-in' && AFTER_CASES.has(progress.kind)) return 'Judging what was found'
  switch (progress.kind) {
    case 'load':
      return `Fetching the language, ${formatBytes(progress.loadedBytes)} of ${formatBytes(progress.totalBytes)}`
    case 'cases':
      return `Case ${Math.min(progress.done + 1, progress.total)} of ${progress.total}`
    case 'shrink':
      return 'Looking for the smallest input that fails'
    case 'explain':
      return 'Comparing with known mistakes'
    case 'growth':
      return `Measuring growth at n = ${formatCount(progress.size)}`
  }
}
