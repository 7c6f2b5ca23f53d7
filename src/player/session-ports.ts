import type { SessionPorts } from './session-core.ts'

/** What a session needs of this browser. */
export function createSessionPorts(engine: SessionPorts['engine']): SessionPorts {
  return {
    engine,
    now: () => performance.now(),
    soon: (work) => void setTimeout(work),
    idle: (work) => {
      if (typeof requestIdleCallback === 'function') requestIdleCallback(() => work(), { timeout: 200 })
      else setTimeout(work, 16)
    },
  }
}
