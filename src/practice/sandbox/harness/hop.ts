import { apply, postText } from './built-ins.ts'

const Channel = MessageChannel

/** Calls a function in a task of its own, behind all microtasks. */
export function createHop(): (run: () => void) => void {
  const { port1, port2 } = new Channel()
  let next: (() => void) | undefined
  port1.onmessage = () => {
    const run = next
    next = undefined
    if (run !== undefined) apply(run, undefined, [])
  }
  return (run) => {
    next = run
    postText(port2, '')
  }
}
