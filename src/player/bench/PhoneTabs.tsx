import { memo, useId } from 'react'
import { useBenchUi, type BenchUi, type PhoneTab } from './bench-ui.ts'
import { Tabs } from './Tabs.tsx'

interface PhoneTabsProps {
  readonly ui: BenchUi
  /** What the panel at the right holds where it is not the inspector. */
  readonly asideName?: string | undefined
  /** Id of a tab's panel. */
  readonly panelOf: (tab: PhoneTab) => string
}

/** On a phone one panel at a time. */
export const PhoneTabs = memo(function PhoneTabs({ ui, asideName = 'State', panelOf }: PhoneTabsProps) {
  const id = useId()
  const tab = useBenchUi(ui, (state) => state.phoneTab)
  const tabs = [
    { value: 'story', text: 'Story' },
    { value: 'stage', text: 'Stage' },
    { value: 'state', text: asideName },
  ] as const
  return (
    <div className="phone-tabs">
      <Tabs label="Panels" {...{ id, panelOf, tabs }} value={tab} onChange={(phoneTab) => ui.setState({ phoneTab })} />
    </div>
  )
})
