import { tryOwn } from '../base/lookup.ts'
import type { SentenceValue } from '../player/lab.ts'
import { ChoiceValue, type ChoicePart } from '../player/bench/ChoiceValue.tsx'
import '../player/bench/sentence.css'
import { KIND_WORDS, LEVEL_WORDS, ORDERS, type CatalogueFilter, type Order } from './catalogue-model.ts'
import { KINDS, TOPICS, type Kind, type Topic } from './types.ts'

export interface FilterSentenceProps {
  readonly filter: CatalogueFilter
  readonly shown: number
  readonly total: number
  readonly onFilter: (filter: CatalogueFilter) => void
}

const MINUTES = [5, 10, 15, 25, 45]
const ANY = 'any'
const ORDER_WORDS: Readonly<Record<Order, string>> = {
  topic: 'topic',
  due: 'day due',
  minutes: 'minutes',
  level: 'level',
  best: 'best result',
}

/** The filter as a sentence, each of whose words is a choice. */
export function FilterSentence({ filter, shown, total, onFilter }: FilterSentenceProps) {
  const set = (change: Partial<CatalogueFilter>) => onFilter({ ...filter, ...change })
  const value = (part: ChoicePart, choose: (value: string) => void) => (
    <ChoiceValue part={part} refusal={undefined} onChange={choose} />
  )
  const { topic, kind, level, minutes, show, order } = filter
  return (
    <div className="sentence catalogue-sentence">
      <p>
        Show{' '}
        {value(
          choiceOf('what', 'which challenges', show, { all: 'all', due: 'what is due', new: 'new ones' }),
          (next) => set({ show: next as CatalogueFilter['show'] }),
        )}{' '}
        of{' '}
        {value(choiceOf('topic', 'topic', topic ?? ANY, { [ANY]: 'all topics', ...TOPICS }), (next) =>
          set({ topic: next === ANY ? undefined : (next as Topic) }),
        )}
        ,{' '}
        {value(choiceOf('kind', 'kind', kind ?? ANY, { [ANY]: 'any kind', ...wordsOfKinds() }), (next) =>
          set({ kind: next === ANY ? undefined : (next as Kind) }),
        )}
        ,{' '}
        {value(choiceOf('level', 'level', String(level ?? ANY), { [ANY]: 'any level', ...LEVEL_WORDS }), (next) =>
          set({ level: next === ANY ? undefined : (Number(next) as 1 | 2 | 3) }),
        )}
        ,{' '}
        {value(choiceOf('minutes', 'longest time', String(minutes ?? ANY), wordsOfMinutes()), (next) =>
          set({ minutes: next === ANY ? undefined : Number(next) }),
        )}
        , ordered by{' '}
        {value(
          choiceOf('order', 'order', order, Object.fromEntries(ORDERS.map((id) => [id, ORDER_WORDS[id]]))),
          (next) => set({ order: next as Order }),
        )}
        .
      </p>
      <span className="catalogue-count num" role="status">
        {shown} of {total}
      </span>
    </div>
  )
}

function wordsOfKinds(): Record<string, string> {
  return Object.fromEntries(KINDS.map((kind) => [kind, KIND_WORDS[kind]]))
}

function wordsOfMinutes(): Record<string, string> {
  return { [ANY]: 'any time', ...Object.fromEntries(MINUTES.map((minutes) => [minutes, `up to ${minutes} min`])) }
}

function choiceOf(
  param: string,
  label: string,
  value: string,
  words: Readonly<Record<string, string>>,
): Extract<SentenceValue, { type: 'choice' }> {
  // Numbers come first among an object's keys; the choice that leaves all stands first in the list.
  const options = Object.entries(words)
    .map(([id, text]) => ({ value: id, text }))
    .sort((a, b) => Number(b.value === ANY) - Number(a.value === ANY))
  return { type: 'choice', param, label, value, text: tryOwn(words, value) ?? value, options }
}
