import { createRoot } from 'react-dom/client'
import './ui/fonts.css'
import './ui/tokens.css'
import './ui/base.css'
import { App } from './app/App.tsx'
import { loadLabAhead } from './app/load-lab.ts'
import { openProgress } from './progress/open-progress.ts'
import { createEngineWorker, EngineClient } from './worker/client.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
const engine = new EngineClient(createEngineWorker)
// The lab and the engine are on their way while the learner's log is read.
const ahead = loadLabAhead(location.hash.slice(1))
engine.start()
const [progress] = await Promise.all([openProgress(), ahead])
createRoot(root).render(<App progress={progress} engine={engine} />)
