import { Suspense, useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { useHashLocation } from 'wouter/use-hash-location'
import { LABS, tryLab } from '../labs/registry.ts'
import { later, retryMissing } from '../player/bench/later.tsx'
import type { Progress } from '../progress/progress.ts'
import { settingsOf } from '../progress/settings.ts'
import { isFirstVisit } from '../progress/state.ts'
import { LiveRegion } from '../ui/LiveRegion.tsx'
import type { EngineClient } from '../worker/client.ts'
import type { AppContext, LabOnScreen, SheetName } from './context.ts'
import { useFileDrop, type Dropped } from './file-drop.ts'
import { followAppearance } from './appearance.ts'
import { HashLink } from './HashLink.tsx'
import { keepOwnPlace } from './own-place.ts'
import { LabRoute } from './LabRoute.tsx'
import { ABOUT, HOME, ownDataPath, parseRoute, PRACTICE, REVIEWS, type LabPlace } from './routes.ts'
import { Sheets } from './Sheets.tsx'
import { TopBar } from './TopBar.tsx'
import { usePageKeys } from './use-page-keys.ts'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { MissingParts } from './MissingParts.tsx'

/** With all that it says, so that it needs no network later. */
const AboutRoute = later(async () => {
  const [page] = await Promise.all([import('./AboutRoute.tsx'), ...LABS.map((lab) => lab.loadModels())])
  return page.AboutRoute
}, true)
const ChallengeRoute = later(async () => (await import('./ChallengeRoute.tsx')).ChallengeRoute, true)
const GuaranteesRoute = later(async () => (await import('./GuaranteesRoute.tsx')).GuaranteesRoute, true)
const NotFound = later(async () => (await import('./NotFound.tsx')).NotFound, true)
const HomeRoute = later(async () => (await import('./HomeRoute.tsx')).HomeRoute, true)
const OwnDataRoute = later(async () => (await import('./OwnDataRoute.tsx')).OwnDataRoute, true)
const PracticeRoute = later(async () => (await import('./PracticeRoute.tsx')).PracticeRoute, true)
const ReviewRoute = later(async () => (await import('./ReviewRoute.tsx')).ReviewRoute, true)
const ReviewsRoute = later(async () => (await import('./ReviewsRoute.tsx')).ReviewsRoute, true)

/** The whole app: which page is on the screen, and the sheets over it. */
export function App({ progress, engine }: { readonly progress: Progress; readonly engine: EngineClient }) {
  const [path, go] = useHashLocation()
  const state = useSyncExternalStore(progress.subscribe, () => progress.state)
  const settings = settingsOf(state)
  const { theme, motion, letterKeys } = settings
  useEffect(() => followAppearance({ theme, motion }), [theme, motion])
  useEffect(() => void document.documentElement.toggleAttribute('data-no-letters', !letterKeys), [letterKeys])
  useEffect(() => nameTab(path), [path])
  useEffect(() => void progress.append({ type: 'visit' }), [progress])
  const [sheet, setSheet] = useState<SheetName | undefined>()
  const openSheet = useCallback((name: SheetName) => {
    setSheet(name)
    // One that did not come is still open: its key asks for it again.
    retryMissing()
  }, [])
  const [onScreen, offer] = useState<LabOnScreen | undefined>()
  const [file, setFile] = useState<{ readonly dropped: Dropped | undefined; readonly lab: string }>()
  const route = parseRoute(path)
  const here = 'lab' in route ? route.lab : LABS[0]?.id
  const openFile = useCallback(
    (next: Dropped | undefined, lab = here) => {
      if (lab === undefined) return
      setFile({ dropped: next, lab })
      go(ownDataPath(lab))
    },
    [go, here],
  )
  const takeFile = useCallback((lab: string) => (file?.lab === lab ? file.dropped : undefined), [file])
  useFileDrop(
    useCallback(
      async (dropped: Dropped) => (await import('./open-dropped.ts')).openDropped(dropped, go, openFile),
      [go, openFile],
    ),
  )
  // A tab that is loaded again stays where it was in a lab; one that has left it does not come back there.
  const isLab = route.page === 'lab'
  useEffect(() => {
    if (!isLab) keepOwnPlace(undefined)
  }, [isLab])
  const isOwnData = route.page === 'own-data'
  const isCatalogue = route.page === 'practice'
  usePageKeys(
    letterKeys,
    useMemo(
      () => ({
        palette: () => openSheet('palette'),
        keys: () => openSheet('keys'),
        // A sort that runs, and a result that only memory holds, are not left by a letter.
        ...(isOwnData ? {} : { open: () => openFile(undefined) }),
        // In the catalogue it is the key of a filter.
        ...(isOwnData || isCatalogue ? {} : { practice: () => go(PRACTICE) }),
      }),
      [openFile, openSheet, isOwnData, isCatalogue, go],
    ),
  )
  const context = useMemo<AppContext>(
    () => ({ progress, engine, go, openSheet, offer, takeFile, openFile }),
    [progress, engine, go, openSheet, takeFile, openFile],
  )
  return (
    <ErrorBoundary page={path}>
      <Suspense>
        <Page context={context} path={path} />
      </Suspense>
      <Sheets context={context} open={sheet} lab={onScreen} onClose={() => setSheet(undefined)} />
      <MissingParts onReload={() => location.reload()} bar={<TopBar {...barOf(context)} current={undefined} />} />
      <LiveRegion />
    </ErrorBoundary>
  )
}

/** Calls the browser's tab by the page that is in it. Returns the way to end that. */
function nameTab(path: string): () => void {
  let isOver = false
  const name = async () => {
    const { titleOf } = await import('./page-title.ts')
    const title = await titleOf(parseRoute(path))
    if (!isOver) document.title = title
  }
  // Without the network it stays what it was called.
  name().catch(() => undefined)
  return () => {
    isOver = true
  }
}

/** What the bar over every page has. */
function barOf({ openSheet }: AppContext) {
  return {
    hrefs: { labs: `#${HOME}`, practice: `#${PRACTICE}`, reviews: `#${REVIEWS}`, about: `#${ABOUT}` },
    link: HashLink,
    onFind: () => openSheet('palette'),
    onKeys: () => openSheet('keys'),
    onSettings: () => openSheet('settings'),
  }
}

function Page({ context, path }: { readonly context: AppContext; readonly path: string }) {
  const { progress, go } = context
  const route = parseRoute(path)
  const bar = barOf(context)
  const [first] = LABS
  if (route.page === 'home' && isFirstVisit(progress.state) && first !== undefined) {
    return <LabRoute key={first.id} context={context} entry={first} at={{ type: 'last' }} isFirstVisit bar={bar} />
  }
  if (route.page === 'home') return <HomeRoute context={context} bar={<TopBar {...bar} current="labs" />} />
  if (route.page === 'practice')
    return (
      <PracticeRoute
        key={route.concept}
        context={context}
        concept={route.concept}
        bar={<TopBar {...bar} current="practice" />}
      />
    )
  if (route.page === 'reviews') return <ReviewsRoute context={context} bar={<TopBar {...bar} current="reviews" />} />
  if (route.page === 'review')
    return <ReviewRoute context={context} first={route.first} after={route.after} bar={bar} />
  if (route.page === 'guarantees') return <GuaranteesRoute bar={<TopBar {...bar} current="practice" />} />
  if (route.page === 'challenge')
    return <ChallengeRoute key={route.challenge} context={context} id={route.challenge} bar={bar} />
  if (route.page === 'about') return <AboutRoute bar={<TopBar {...bar} current="about" />} />
  const entry = route.page === 'unknown' ? undefined : tryLab(route.lab)
  if (route.page === 'unknown' || entry === undefined)
    return <NotFound bar={<TopBar {...bar} current={undefined} />} path={path} go={go} />
  if (route.page === 'own-data' && entry.loadOwnData !== undefined) {
    const { link } = route
    return <OwnDataRoute context={context} entry={entry} load={entry.loadOwnData} link={link} bar={bar} />
  }
  const at: LabPlace = route.page === 'lab' ? route.at : { type: 'last' }
  return <LabRoute key={entry.id} context={context} entry={entry} at={at} isFirstVisit={false} bar={bar} />
}
