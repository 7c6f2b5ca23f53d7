import { memo, useId } from 'react'
import { useBenchUi, type BenchUi, type PhoneTab } from './bench-ui.ts'
import { Tabs } from './Tabs.tsx'

const TABS = [
  { value: 'story', text: 'Story' },
  { value: 'stage', text: 'Stage' },
  { value: 'state', text: 'State' },
] as const

interface PhoneTabsProps {
  readonly ui: BenchUi
  /** Id of a tab's panel. */
  readonly panelOf: (tab: PhoneTab) => string
}

/** On a phone one panel at a time. */
export const PhoneTabs = memo(function PhoneTabs({ ui, panelOf }: PhoneTabsProps) {
  const id = useId()
  const tab = useBenchUi(ui, (state) => state.phoneTab)
  return (
    <div className="phone-tabs">
      <Tabs
        label="Panels"
        {...{ id, panelOf }}
        tabs={TABS}
        value={tab}
        onChange={(phoneTab) => ui.setState({ phoneTab })}
      />
    </div>
  )
})
