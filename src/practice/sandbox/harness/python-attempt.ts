import { stringify } from './built-ins.ts'
import type { Ask, Question } from './python-boot.ts'
import type { State } from './python-state.ts'

/** What Python answered, or what the interpreter came to. */
export type Attempt = { readonly text: string } | { readonly error: unknown }

export type Try = (question: Question, text?: string) => Attempt

export function createTry(ask: Ask): Try {
  return (question, text) => {
    try {
      return { text: ask(question, text) }
    } catch (error) {
      return { error }
    }
  }
}

/** How a case ends whose call came back. A program that has returned may still run while its fields are read. */
export function finishCall(attempt: Try, called: Attempt): Attempt {
  if ('error' in called) return called
  if (called.text === '') return attempt('answer')
  const tampering = attempt('tampering')
  return 'text' in tampering && tampering.text === '' ? called : tampering
}

/** Engines compile what is used: what every program uses should not cost the first case. */
export function rehearse(ask: Ask, state: State, program: string): void {
  state.keep()
  ask('load', stringify({ program, given: '', kind: 'function', name: 'answer', voids: [], most: 1_000 }))
  ask('take', '[]')
  ask('call')
  ask('answer')
  state.restore()
}
