import { useState, type ReactNode } from 'react'
import { ENGINE_VERSION } from '../engine/version.ts'
import { LABS } from '../labs/registry.ts'
import { AboutPage } from './AboutPage.tsx'
import { HashLink } from './HashLink.tsx'
import { labPath } from './routes.ts'
import { useArrived } from './use-arrived.ts'

const VERSIONS = { Engine: ENGINE_VERSION }

export function AboutRoute({ bar }: { readonly bar: ReactNode }) {
  const [loading] = useState(() => Promise.all(LABS.map((lab) => lab.loadModels())))
  const models = useArrived(loading)
  if (models === undefined) return bar
  return (
    <>
      {bar}
      <AboutPage labs={LABS} models={models} hrefOf={(lab) => `#${labPath(lab)}`} versions={VERSIONS} link={HashLink} />
    </>
  )
}
