import './ui/fonts.css'
import './ui/tokens.css'
import './ui/base.css'
// Before all other code, since it starts what the page waits for.
import { ahead, engine, opening } from './app/start-ahead.ts'
import { createRoot } from 'react-dom/client'
import { App } from './app/App.tsx'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
const [progress] = await Promise.all([opening, ahead])
createRoot(root).render(<App progress={progress} engine={engine} />)
