import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'

/** The small windows that open at the playhead; one at a time. */
export type Popover = 'fork' | 'mark' | 'runs'

export type PhoneTab = 'story' | 'stage' | 'state'

/** What is open on the bench. Nothing of it is part of a run. */
export interface BenchUiState {
  readonly popover: Popover | undefined
  /** Drawers; only where the width has no room for the panel. */
  readonly inspectorOpen: boolean
  readonly storyOpen: boolean
  readonly phoneTab: PhoneTab
  readonly inspectorTab: 'event' | 'state'
}

export type BenchUi = StoreApi<BenchUiState>

export function createBenchUi(): BenchUi {
  return createStore<BenchUiState>()(() => ({
    popover: undefined,
    inspectorOpen: false,
    storyOpen: false,
    phoneTab: 'stage',
    inspectorTab: 'event',
  }))
}

/** Closes the topmost thing that is open. False when nothing is. */
export function closeOne(ui: BenchUi): boolean {
  const { popover, inspectorOpen, storyOpen } = ui.getState()
  if (popover !== undefined) ui.setState({ popover: undefined })
  else if (inspectorOpen) ui.setState({ inspectorOpen: false })
  else if (storyOpen) ui.setState({ storyOpen: false })
  else return false
  return true
}

/** A piece of what is open; the component renders again only when that piece is another one. */
export function useBenchUi<T>(ui: BenchUi, select: (state: BenchUiState) => T): T {
  return useStore(ui, select)
}
