import { Suspense, use, useCallback, useMemo, useState, useSyncExternalStore, type ComponentType } from 'react'
import type { BenchUi } from '../player/bench/bench-ui.ts'
import { benchCommands } from '../player/bench/commands.ts'
import type { LabEntry, OwnDataBench, OwnDataProps } from '../player/lab.ts'
import { Session } from '../player/session.ts'
import { settingsOf } from '../progress/settings.ts'
import type { AppContext } from './context.ts'
import { tryMomentPath } from './moment-file.ts'
import { TopBar, type TopBarProps } from './TopBar.tsx'

export interface OwnDataRouteProps {
  readonly context: AppContext
  readonly entry: LabEntry
  /** The entry's own `loadOwnData`. */
  readonly load: () => Promise<ComponentType<OwnDataProps>>
  /** A moment of a run on a file, as it stands in the address. */
  readonly link: string | undefined
  readonly bar: Omit<TopBarProps, 'current' | 'lab'>
}

/** What there is to share and to act on. */
interface ShownBench {
  readonly session: Session
  readonly ui: BenchUi
}

const loading = new Map<string, Promise<ComponentType<OwnDataProps>>>()

/** A file of the learner's own, in the lab that takes it. */
export function OwnDataRoute(props: OwnDataRouteProps) {
  const topBar = <TopBar {...props.bar} current={undefined} lab={props.entry} doing={doingIn(props.entry)} />
  return (
    <Suspense fallback={topBar}>
      <LoadedOwnData {...props} />
    </Suspense>
  )
}

/** "your own file". */
function doingIn({ own }: LabEntry): string | undefined {
  return own === undefined ? undefined : `your own ${own.noun}`
}

function LoadedOwnData({ context, entry, load, link, bar }: OwnDataRouteProps) {
  const { progress, engine, go, offer, openSheet } = context
  const [shown, setShown] = useState<ShownBench>()
  const onBench = useCallback(
    (bench: OwnDataBench | undefined) => {
      const next = bench?.session instanceof Session ? { session: bench.session, ui: bench.ui } : undefined
      setShown(next)
      offer(next)
    },
    [offer],
  )
  const menu = useMemo(() => (shown === undefined ? [] : benchCommands(shown.session, shown.ui)), [shown])
  const Page = use(loadOnce(entry.id, load))
  const state = useSyncExternalStore(progress.subscribe, () => progress.state)
  const file = context.takeFile(entry.id)
  return (
    <Page
      engine={engine}
      topBar={
        <TopBar
          {...bar}
          current={undefined}
          lab={entry}
          doing={doingIn(entry)}
          onShare={shown === undefined || shown.session.lab.isUnshared === true ? undefined : () => openSheet('share')}
          menu={menu}
        />
      }
      singleLetterKeys={settingsOf(state).letterKeys}
      onRun={(run) => void progress.append({ type: 'data-run', lab: entry.id, ...run })}
      onBench={onBench}
      tryMoment={async (picked) => {
        const path = await tryMomentPath(picked)
        return path === undefined ? undefined : () => go(path)
      }}
      {...(file === undefined ? {} : { initialFile: file })}
      {...(link === undefined ? {} : { link })}
    />
  )
}

function loadOnce(lab: string, load: OwnDataRouteProps['load']): Promise<ComponentType<OwnDataProps>> {
  const known = loading.get(lab)
  if (known !== undefined) return known
  const promise = load()
  loading.set(lab, promise)
  // What did not come is asked for again the next time.
  promise.catch(() => loading.delete(lab))
  return promise
}
