import type { KeyboardEvent } from 'react'

interface TabsProps<Value extends string> {
  readonly label: string
  /** Prefix of the tabs' ids: `id-value`. */
  readonly id: string
  /** Id of a tab's panel. */
  readonly panelOf: (value: Value) => string
  readonly tabs: readonly { readonly value: Value; readonly text: string }[]
  readonly value: Value
  readonly onChange: (value: Value) => void
}

/** One tab stop; arrow keys change the tab. */
export function Tabs<Value extends string>({ label, id, panelOf, tabs, value, onChange }: TabsProps<Value>) {
  const press = (event: KeyboardEvent<HTMLElement>): void => {
    const at = tabs.findIndex((tab) => tab.value === value)
    const next = tabs[at + (event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0)]
    if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return
    event.preventDefault()
    if (next === undefined) return
    onChange(next.value)
    event.currentTarget.querySelector<HTMLElement>(`[data-value="${next.value}"]`)?.focus()
  }
  return (
    <div className="tabs" role="tablist" aria-label={label} onKeyDown={press}>
      {tabs.map((tab) => (
        <button
          key={tab.value}
          type="button"
          role="tab"
          id={`${id}-${tab.value}`}
          data-value={tab.value}
          aria-selected={tab.value === value}
          aria-controls={panelOf(tab.value)}
          tabIndex={tab.value === value ? 0 : -1}
          onClick={() => onChange(tab.value)}
        >
          {tab.text}
        </button>
      ))}
    </div>
  )
}
