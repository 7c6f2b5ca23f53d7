import { formatPlural } from '../../base/format.ts'
import { tryOwn } from '../../base/lookup.ts'
import type { Params, SentencePart, SentenceValue } from '../../player/lab.ts'
import { BOUNDS, DEFAULTS, LEVELS, levelOf, programText, readDeltaParams } from './params.ts'
import type { DeltaParams, Level, NumberParam } from './params.ts'
import { presetOf, STATEMENTS, TABLES } from './presets.ts'

const LEVEL_TEXTS: Readonly<Record<Level, string>> = {
  'oss-serializable': 'Serializable (open source)',
  'databricks-write': 'WriteSerializable (Databricks)',
  'databricks-serializable': 'Serializable (Databricks)',
  'databricks-rows': 'row-level concurrency (Databricks)',
  snapshot: 'SnapshotIsolation (no product offers it)',
}

const STORE_TEXTS = { 'put-if-absent': 'put-if-absent', overwriting: 'plain puts' } as const

const LOG_TEXTS = { delta: 'a Delta log', naive: 'a naive log' } as const

const ORDER_TEXTS: Readonly<Record<DeltaParams['order'], string>> = {
  'a-first': 'A commits first',
  'b-first': 'B commits first',
  'by-time': 'the faster one commits first',
  'one-by-one': 'one after the other',
  seeded: 'calls in a random order',
  'by-hand': 'calls in the order',
  search: 'of all orders one where',
}

const WANTED_TEXTS: Readonly<Record<DeltaParams['wanted'], string>> = {
  refused: 'somebody is refused',
  'lost-commit': 'a commit is lost',
  'not-serial': 'rows are as after no serial order',
}

const PROGRAM_HINT =
  'Statements of one table with semicolons between them: CREATE TABLE, INSERT, UPDATE, DELETE, MERGE, OPTIMIZE, VACUUM, RESTORE, ALTER TABLE, SELECT. A line "-- 8 days later" lets the clock go on.'

/** The parameters as one readable sentence. */
export function sentenceOf(params: Params): readonly SentencePart[] {
  const delta = readDeltaParams(params)
  if (delta.log === 'naive') return naiveSentenceOf(delta)
  const third: SentencePart[] = delta.c === '' ? [] : [', C ', ...programValue('c', delta)]
  return [
    'A runs ',
    ...programValue('a', delta),
    ', B ',
    ...programValue('b', delta),
    ...third,
    ' on ',
    tableValue(delta),
    textValue('setup', 'statements that make the table', delta.setup, ''),
    ' under ',
    levelValue(delta),
    '; ',
    ...orderParts(delta),
    '. The store has ',
    choice('store', 'what the store can do', delta.store, STORE_TEXTS),
    ', a checkpoint every ',
    numberValue('checkpoint', delta.checkpoint),
    ' commits, removed files kept ',
    numberValue('retention', delta.retention),
    ' h',
    ...furtherParts(delta),
    '. ',
    moreValue(delta),
  ]
}

/** Of a naive log nothing is said that it does not have: no isolation, no store, no checkpoints. */
function naiveSentenceOf(delta: DeltaParams): readonly SentencePart[] {
  return [
    'A runs ',
    ...programValue('a', delta),
    ', B ',
    ...programValue('b', delta),
    ' on ',
    tableValue(delta),
    textValue('setup', 'statements that make the table', delta.setup, ''),
    ' in ',
    choice('log', 'whose log', delta.log, LOG_TEXTS),
    '; ',
    ...orderParts(delta),
    '.',
  ]
}

function programValue(param: 'a' | 'b' | 'c', delta: DeltaParams): SentencePart[] {
  const name = param.toUpperCase()
  const preset = presetOf(STATEMENTS, delta[param])
  const own = { value: 'own', text: 'statements of your own', opens: param }
  return [
    {
      type: 'choice',
      param: `does${name}`,
      label: `what ${name} runs`,
      text: programText(delta[param], STATEMENTS),
      value: preset?.id ?? 'own',
      options: [...STATEMENTS.map(({ id, text }) => ({ value: id, text })), own],
    },
    textValue(param, `statements of ${name}`, delta[param], ''),
  ]
}

function tableValue(delta: DeltaParams): SentenceValue {
  const preset = presetOf(TABLES, delta.setup)
  const own = { value: 'own', text: 'a table of your own statements', opens: 'setup' }
  return {
    type: 'choice',
    param: 'table',
    label: 'the table',
    text: preset?.text ?? 'a table of your own',
    value: preset?.id ?? 'own',
    options: [...TABLES.map(({ id, text }) => ({ value: id, text })), own],
  }
}

function textValue(param: string, label: string, value: string, text: string): SentenceValue {
  return {
    type: 'text',
    param,
    label,
    text,
    value,
    hint: PROGRAM_HINT,
    placeholder: "DELETE FROM orders WHERE region = 'EU'",
  }
}

function levelValue(delta: DeltaParams): SentenceValue {
  const level = levelOf(delta)
  return {
    type: 'choice',
    param: 'level',
    label: 'isolation level',
    text: level === undefined ? delta.isolation : LEVEL_TEXTS[level],
    value: level ?? '',
    options: (Object.keys(LEVELS) as Level[]).map((value) => ({ value, text: LEVEL_TEXTS[value] })),
  }
}

function orderParts(delta: DeltaParams): SentencePart[] {
  const order: SentenceValue = {
    type: 'choice',
    param: 'order',
    label: 'whose call comes next',
    text: tryOwn(ORDER_TEXTS, delta.order) ?? delta.order,
    value: delta.order,
    options: Object.entries(ORDER_TEXTS).map(([value, text]) => ({
      value,
      text,
      ...(value === 'by-hand' ? { opens: 'turns' } : {}),
    })),
  }
  const turns: SentenceValue = {
    type: 'text',
    param: 'turns',
    label: 'turns',
    text: delta.order === 'by-hand' ? shortTurns(delta.turns) : '',
    value: delta.turns,
    hint: 'Whose call comes next, one letter for each call of a writer to the store: AABBA. What comes behind is ordered by time.',
    placeholder: 'AABBA',
  }
  if (delta.order === 'search')
    return [order, ' ', choice('wanted', 'what is looked for', delta.wanted, WANTED_TEXTS), turns]
  if (delta.order === 'seeded') return [order, ', seed ', numberValue('seed', delta.seed), turns]
  return delta.order === 'by-hand' ? [order, ' ', turns] : [order, turns]
}

const SHOWN_TURNS = 12

function shortTurns(turns: string): string {
  return turns.length > SHOWN_TURNS ? `${turns.slice(0, SHOWN_TURNS)} …` : turns
}

/** What is said only where it is not the default. */
function furtherParts(delta: DeltaParams): SentencePart[] {
  const retries: SentencePart[] =
    delta.retries === DEFAULTS['retries']
      ? []
      : ['; who is refused begins again ', numberValue('retries', delta.retries), ' times']
  const skew: SentencePart[] =
    delta.skew === 0 ? [] : ["; B's clock is ", numberValue('skew', delta.skew), ' min ahead']
  return [...retries, ...skew]
}

function moreValue(delta: DeltaParams): SentenceValue {
  const options = [
    ...(delta.retries === DEFAULTS['retries'] ? [{ value: 'retries=0', text: 'who is refused gives up' }] : []),
    ...(delta.skew === 0 ? [{ value: 'skew=30', text: "let B's clock go wrong" }] : []),
    { value: 'log=naive', text: 'take a naive log' },
    ...(delta.c === '' ? [{ value: 'doesC=select', text: 'add a third writer, C' }] : []),
  ]
  return { type: 'choice', param: 'more', label: 'more to change', text: 'more', value: '', options }
}

function numberValue(param: NumberParam, value: number): SentenceValue {
  const { min, max, label } = BOUNDS[param]
  const step = param === 'retention' ? 24 : param === 'skew' ? 10 : 1
  const alone = ALONE[param](value)
  return { type: 'number', param, label, text: `${value}`, alone, value, min, max, step }
}

/** A number where no words stand around it. */
const ALONE: Readonly<Record<NumberParam, (value: number) => string>> = {
  checkpoint: (value) => `a checkpoint every ${formatPlural(value, 'commit')}`,
  retention: (value) => `removed files kept ${value} h`,
  retries: (value) => `begun again ${formatPlural(value, 'time')}`,
  seed: (value) => `seed ${value}`,
  skew: (value) => `B's clock ${value} min ahead`,
}

function choice(param: string, label: string, value: string, texts: Readonly<Record<string, string>>): SentenceValue {
  const options = Object.entries(texts).map(([id, text]) => ({ value: id, text }))
  return { type: 'choice', param, label, text: tryOwn(texts, value) ?? value, value, options }
}

/** "checkpoint 10 to 5": what a run is called after its parameters were changed. */
export function nameChangeOf(from: Params, to: Params): string {
  const before = readDeltaParams(from)
  const after = readDeltaParams(to)
  const names: string[] = []
  if (before.setup !== after.setup) names.push(programText(after.setup, TABLES))
  for (const param of ['a', 'b', 'c'] as const) {
    if (before[param] !== after[param]) names.push(`${param.toUpperCase()}: ${programText(after[param], STATEMENTS)}`)
  }
  if (levelOf(before) !== levelOf(after) || before.isolation !== after.isolation) {
    names.push(LEVEL_TEXTS[levelOf(after) ?? 'snapshot'])
  }
  if (before.order !== after.order || before.turns !== after.turns) names.push(orderName(after))
  else if (before.wanted !== after.wanted) names.push(WANTED_TEXTS[after.wanted])
  if (before.log !== after.log) names.push(LOG_TEXTS[after.log])
  if (before.store !== after.store) names.push(STORE_TEXTS[after.store])
  for (const param of ['checkpoint', 'retention', 'retries', 'seed', 'skew'] as const) {
    if (before[param] !== after[param]) names.push(`${param} ${before[param]} to ${after[param]}`)
  }
  return names.length === 0 ? 'the same again' : names.join(', ')
}

function orderName({ order, turns, wanted }: DeltaParams): string {
  if (order === 'by-hand') return `turns ${shortTurns(turns)}`
  return order === 'search' ? `search: ${WANTED_TEXTS[wanted]}` : ORDER_TEXTS[order]
}
