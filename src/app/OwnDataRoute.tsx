import { Suspense, use, useSyncExternalStore, type ComponentType } from 'react'
import type { LabEntry, OwnDataProps } from '../player/lab.ts'
import { settingsOf } from '../progress/settings.ts'
import type { AppContext } from './context.ts'
import { TopBar, type TopBarProps } from './TopBar.tsx'

export interface OwnDataRouteProps {
  readonly context: AppContext
  readonly entry: LabEntry
  /** The entry's own `loadOwnData`. */
  readonly load: () => Promise<ComponentType<OwnDataProps>>
  readonly bar: Omit<TopBarProps, 'current' | 'lab'>
}

const loading = new Map<string, Promise<ComponentType<OwnDataProps>>>()

/** A file of the learner's own, in the lab that takes it. */
export function OwnDataRoute(props: OwnDataRouteProps) {
  const topBar = <TopBar {...props.bar} current={undefined} lab={props.entry} />
  return (
    <Suspense fallback={topBar}>
      <LoadedOwnData {...props} />
    </Suspense>
  )
}

function LoadedOwnData({ context, entry, load, bar }: OwnDataRouteProps) {
  const { progress, engine } = context
  const Page = use(loadOnce(entry.id, load))
  const state = useSyncExternalStore(progress.subscribe, () => progress.state)
  const file = context.takeFile()
  return (
    <Page
      engine={engine}
      topBar={<TopBar {...bar} current={undefined} lab={entry} />}
      singleLetterKeys={settingsOf(state).letterKeys}
      onRun={(run) => void progress.append({ type: 'data-run', lab: entry.id, ...run })}
      {...(file === undefined ? {} : { initialFile: file })}
    />
  )
}

function loadOnce(lab: string, load: OwnDataRouteProps['load']): Promise<ComponentType<OwnDataProps>> {
  const known = loading.get(lab)
  if (known !== undefined) return known
  const promise = load()
  loading.set(lab, promise)
  return promise
}
