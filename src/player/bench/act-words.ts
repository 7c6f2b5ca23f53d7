import { formatCount } from '../../base/format.ts'
import { describeBreakpoint } from '../condition.ts'
import type { AnyLab } from '../lab.ts'
import type { Lock, SessionState } from '../session-state.ts'
import { nameOfMark } from './words.ts'

const HELD: Readonly<Record<Lock, string>> = {
  state: 'The heads are held by state.',
  event: 'The heads are held by event number.',
  nothing: 'Each head moves by itself.',
}

/** What an act did that is no step, in words; undefined where nothing of the kind has changed. */
export function actWords(lab: AnyLab, now: SessionState, before: SessionState): string | undefined {
  return markWords(lab, now, before) ?? branchWords(now, before) ?? selectWords(now, before) ?? answerWords(now, before)
}

function selectWords({ selected }: SessionState, before: SessionState): string | undefined {
  if (selected === undefined || selected === before.selected) return undefined
  return `Selected: ${nameOfMark(selected)}.`
}

function markWords(lab: AnyLab, now: SessionState, before: SessionState): string | undefined {
  const bookmark = now.bookmarks.at(-1)
  if (now.bookmarks.length < before.bookmarks.length) return 'Bookmark removed.'
  if (now.bookmarks.length > before.bookmarks.length && bookmark !== undefined) {
    return `Bookmark ${bookmark.label}, at event ${formatCount(bookmark.position)}.`
  }
  const breakpoint = now.breakpoints.at(-1)
  if (now.breakpoints.length < before.breakpoints.length) return 'Breakpoint removed.'
  if (now.breakpoints.length > before.breakpoints.length && breakpoint !== undefined) {
    return `Breakpoint: ${describeBreakpoint(lab, breakpoint)}.`
  }
  return undefined
}

function branchWords(now: SessionState, before: SessionState): string | undefined {
  const back = before.undo?.branch
  const isBack = back !== undefined && now.undo === undefined && now.branches.includes(back)
  const words = stageWords(now, before)
  return isBack ? [`${back.spec.name} is back.`, words].filter((part) => part !== undefined).join(' ') : words
}

function stageWords(now: SessionState, before: SessionState): string | undefined {
  const { comparison } = now
  if (comparison === undefined) {
    const place = placeWords(now, now.current, now.position)
    if (before.comparison !== undefined) return `One run is on the stage again: ${place}.`
    return now.current === before.current ? undefined : `On the stage: ${place}.`
  }
  if (before.comparison === undefined || now.current !== before.current) {
    const other = placeWords(now, comparison.other, comparison.otherPosition)
    return `Compared: ${placeWords(now, now.current, now.position)}, with ${other}.`
  }
  return comparison.lock === before.comparison.lock ? undefined : HELD[comparison.lock]
}

function placeWords({ branches }: SessionState, id: string, position: number): string {
  const name = branches.find((branch) => branch.id === id)?.spec.name ?? ''
  return `${name} at event ${formatCount(position)}`
}

function answerWords({ prediction: now }: SessionState, { prediction: before }: SessionState): string | undefined {
  if (now === undefined || before === undefined || now.question !== before.question) return undefined
  if (now.locked && !before.locked) {
    // What is the case already is told at once.
    return now.question.until > now.position ? 'Locked in. Play on to see what happens.' : 'Locked in.'
  }
  if (now.chosen === before.chosen || now.chosen === undefined) return undefined
  return `Answer ${now.chosen + 1}: ${now.question.answers[now.chosen]?.text ?? ''}.`
}
