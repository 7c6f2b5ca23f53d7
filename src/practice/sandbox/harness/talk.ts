import type { HarnessFault, RawError } from '../message.ts'
import { postText, stringify } from './built-ins.ts'

/** What the harness says to the page. Each message carries the secret, which no program can come by. */
export interface Talk {
  readonly say: (kind: 'ready' | 'loaded') => void
  readonly sayBroken: (reason: string) => void
  readonly sayStart: (index: number) => void
  readonly sayOutput: (index: number, text: string) => void
  /** `value` is wire text. */
  readonly sayReturned: (index: number, value: string) => void
  readonly sayThrew: (index: number, error: RawError) => void
  readonly sayFault: (index: number, fault: HarnessFault) => void
  readonly sayNotLoaded: (error: RawError) => void
}

export function createTalk(port: MessagePort, nonce: string): Talk {
  const head = `{"nonce":${stringify(nonce)},"kind":`
  const post = (rest: string): void => postText(port, head + rest + '}')
  return {
    say: (kind) => post(`"${kind}"`),
    sayBroken: (reason) => post(`"broken","reason":${stringify(reason)}`),
    sayStart: (index) => post(`"start","case":${index}`),
    sayOutput: (index, text) => post(`"output","case":${index},"text":${stringify(text)}`),
    sayReturned: (index, value) => post(`"returned","case":${index},"value":${value}`),
    sayThrew: (index, error) => post(`"threw","case":${index},"error":${writeError(error)}`),
    sayFault: (index, fault) => post(`"fault","case":${index},"fault":${writeFault(fault)}`),
    sayNotLoaded: (error) => post(`"not-loaded","error":${writeError(error)}`),
  }
}

// `stringify` of an object would look for `toJSON` where a program may have put one; of text it does not.

function writeError({ name, message, places }: RawError): string {
  let list = ''
  for (let i = 0; i < places.length; i++) list += (i === 0 ? '' : ',') + stringify(places[i])
  return `{"name":${stringify(name)},"message":${stringify(message)},"places":[${list}]}`
}

function writeFault(fault: HarnessFault): string {
  const kind = `"kind":"${fault.kind}"`
  switch (fault.kind) {
    case 'missing-entry':
      return `{${kind},"name":${stringify(fault.name)}}`
    case 'recursion':
      return `{${kind},"error":${writeError(fault.error)}}`
    case 'result':
      return `{${kind},"reason":${stringify(fault.reason)}}`
    case 'tampered':
      return `{${kind},"what":${stringify(fault.what)}}`
    default:
      return `{${kind}}`
  }
}
