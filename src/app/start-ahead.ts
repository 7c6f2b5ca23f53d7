import { openProgress } from '../progress/open-progress.ts'
import { createEngineWorker, EngineClient } from '../worker/client.ts'
import { loadLabAhead, tryFirstRun } from './load-lab.ts'

// What needs no page starts here. The composition root imports this file before all others: while the rest of the first
// script is evaluated, the lab, the engine and the learner's log are on their way.

/** The engine, whose worker has been started. */
export const engine = new EngineClient(createEngineWorker)
engine.start()
const address = location.hash.slice(1)
const firstRun = tryFirstRun(address)
if (firstRun !== undefined) engine.runAhead(firstRun)
/** Resolves when the lab that the address names is here, or late. */
export const ahead = loadLabAhead(address)
/** The learner's log. */
export const opening = openProgress()
