import type { Fault } from '../sandbox/sandbox.ts'

/** What a fault is, in a sentence. */
export function faultWords(fault: Fault): string {
  switch (fault.kind) {
    case 'compile':
      return `The source does not compile${placeWords(fault)}: ${fault.message}${awaitWords(fault.message)}`
    case 'missing-entry':
      return `The program does not define ${fault.name}.`
    case 'time':
      return fault.limit === 'case'
        ? `It did not end within ${fault.milliseconds / 1000} s.`
        : `All cases together did not end within ${fault.milliseconds / 1000} s.`
    case 'memory':
      return 'It took more memory than there is.'
    case 'output':
      return `It printed more than ${fault.characters} characters.`
    case 'unsettled':
      return 'It waits for a promise that nothing is left to settle.'
    case 'recursion':
      return `It called itself deeper than the stack is${placeWords(fault)}.`
    case 'result':
      return `What it returned is no answer: ${fault.reason}.`
    case 'tampered':
      return `It changed ${fault.what}, which belongs to the language.`
    case 'exited':
      return 'It asked to end the interpreter.'
    case 'forged':
      return `It meddled with the sandbox: ${fault.reason}.`
    case 'load':
      return fault.message
  }
}

/** Of a reserved word the engine does not say which; nearly always it is this one. */
function awaitWords(message: string): string {
  return message === 'Unexpected reserved word' ? ' (await can only be used inside an async function)' : ''
}

function placeWords({ line }: { readonly line?: number }): string {
  return line === undefined ? '' : `, line ${line}`
}
