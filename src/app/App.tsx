import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import { useHashLocation } from 'wouter/use-hash-location'
import { LABS, tryLab } from '../labs/registry.ts'
import type { SharedMoment } from '../player/share-link.ts'
import type { Progress } from '../progress/progress.ts'
import { settingsOf } from '../progress/settings.ts'
import type { EngineClient } from '../worker/client.ts'
import { AboutRoute } from './AboutRoute.tsx'
import { openDropped, useFileDrop } from './file-drop.ts'
import { followAppearance } from './appearance.ts'
import { HashLink } from './HashLink.tsx'
import { HomeRoute } from './HomeRoute.tsx'
import { LabRoute } from './LabRoute.tsx'
import { NotFound } from './NotFound.tsx'
import { OwnDataRoute } from './OwnDataRoute.tsx'
import { ABOUT, HOME, labPath, parseRoute, type LabPlace } from './routes.ts'
import { Sheets, type SheetName } from './Sheets.tsx'
import { TopBar } from './TopBar.tsx'
import type { Command } from '../ui/command.ts'
import { ErrorBoundary } from './ErrorBoundary.tsx'

/** What a page gives to the sheets over it. */
export interface PageOffer {
  readonly search: (query: string) => readonly Command[]
  /** The moment on the screen with a note put to it; undefined on a page that shows none. */
  readonly moment?: (note: string) => SharedMoment | undefined
}

/** What every page is given: the learner's log, the engine, the way around. */
export interface AppContext {
  readonly progress: Progress
  readonly engine: EngineClient
  readonly go: (path: string) => void
  readonly openSheet: (sheet: SheetName) => void
  /** The page on the screen says what it has for the palette and for sharing. */
  readonly offer: (offer: PageOffer | undefined) => void
  /** A file that was dropped on another page and is to be opened on the next one. */
  readonly takeFile: () => File | undefined
  readonly openFile: (file: File | undefined) => void
}

/** The whole app: which page is on the screen, and the sheets over it. */
export function App({ progress, engine }: { readonly progress: Progress; readonly engine: EngineClient }) {
  const [path, go] = useHashLocation()
  const state = useSyncExternalStore(progress.subscribe, () => progress.state)
  const settings = settingsOf(state)
  const { theme, motion } = settings
  useEffect(() => followAppearance({ theme, motion }), [theme, motion])
  useEffect(() => void progress.append({ type: 'visit' }), [progress])
  const [sheet, openSheet] = useState<SheetName | undefined>()
  const [offered, offer] = useState<PageOffer | undefined>()
  const [file, setFile] = useState<File | undefined>()
  const lab = LABS[0]
  const openFile = useCallback(
    (next: File | undefined) => {
      setFile(next)
      if (lab !== undefined) go(`${labPath(lab.id)}/my-data`)
    },
    [go, lab],
  )
  const takeFile = useCallback(() => file, [file])
  useFileDrop(useCallback((dropped: File) => void openDropped(dropped, go, openFile), [go, openFile]))
  const context: AppContext = { progress, engine, go, openSheet, offer, takeFile, openFile }
  return (
    <ErrorBoundary page={path}>
      <Page context={context} path={path} />
      <Sheets context={context} open={sheet} offered={offered} onClose={() => openSheet(undefined)} />
    </ErrorBoundary>
  )
}

function Page({ context, path }: { readonly context: AppContext; readonly path: string }) {
  const { progress, go, openSheet } = context
  const isFirstVisit = progress.state.labs.size === 0
  const route = parseRoute(path)
  const bar = {
    hrefs: { labs: `#${HOME}`, about: `#${ABOUT}` },
    link: HashLink,
    onFind: () => openSheet('palette'),
    onKeys: () => openSheet('keys'),
    onSettings: () => openSheet('settings'),
  }
  const [first] = LABS
  if (route.page === 'home' && isFirstVisit && first !== undefined) {
    return <LabRoute key={first.id} context={context} entry={first} at={{ type: 'last' }} isFirstVisit bar={bar} />
  }
  if (route.page === 'home') return <HomeRoute context={context} bar={<TopBar {...bar} current="labs" />} />
  if (route.page === 'about') return <AboutRoute bar={<TopBar {...bar} current="about" />} />
  if (route.page === 'unknown')
    return <NotFound bar={<TopBar {...bar} current={undefined} />} onHome={() => go(HOME)} />
  const entry = tryLab(route.lab)
  if (entry === undefined) return <NotFound bar={<TopBar {...bar} current={undefined} />} onHome={() => go(HOME)} />
  if (route.page === 'own-data' && entry.loadOwnData !== undefined) {
    return <OwnDataRoute context={context} entry={entry} load={entry.loadOwnData} bar={bar} />
  }
  const at: LabPlace = route.page === 'lab' ? route.at : { type: 'last' }
  return <LabRoute key={entry.id} context={context} entry={entry} at={at} isFirstVisit={false} bar={bar} />
}
