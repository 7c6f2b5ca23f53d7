import { createRoot } from 'react-dom/client'
import './ui/fonts.css'
import './ui/tokens.css'
import './ui/base.css'
import { App } from './app/App.tsx'
import { openProgress } from './progress/open-progress.ts'
import { createEngineWorker, EngineClient } from './worker/client.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
const engine = new EngineClient(createEngineWorker)
const progress = await openProgress()
createRoot(root).render(<App progress={progress} engine={engine} />)
