import type { ReactNode } from 'react'
import { ENGINE_VERSION } from '../engine/version.ts'
import { LABS } from '../labs/registry.ts'
import { AboutPage } from './AboutPage.tsx'
import { HashLink } from './HashLink.tsx'
import { labPath } from './routes.ts'

const VERSIONS = { Engine: ENGINE_VERSION }

export function AboutRoute({ bar }: { readonly bar: ReactNode }) {
  return (
    <>
      {bar}
      <AboutPage labs={LABS} hrefOf={(lab) => `#${labPath(lab)}`} versions={VERSIONS} link={HashLink} />
    </>
  )
}
