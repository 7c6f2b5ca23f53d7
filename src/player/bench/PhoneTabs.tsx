import { memo } from 'react'
import { useBenchUi, type BenchUi } from './bench-ui.ts'
import { Tabs } from './Tabs.tsx'

const TABS = [
  { value: 'story', text: 'Story' },
  { value: 'stage', text: 'Stage' },
  { value: 'state', text: 'State' },
] as const

/** On a phone one panel at a time. */
export const PhoneTabs = memo(function PhoneTabs({ ui, id }: { readonly ui: BenchUi; readonly id: string }) {
  const tab = useBenchUi(ui, (state) => state.phoneTab)
  return (
    <div className="phone-tabs">
      <Tabs label="Panels" id={id} tabs={TABS} value={tab} onChange={(phoneTab) => ui.setState({ phoneTab })} />
    </div>
  )
})
