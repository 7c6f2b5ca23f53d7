import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'

/** The small windows that open at the playhead; one at a time. */
export type Popover = 'fork' | 'mark' | 'runs'

export type PhoneTab = 'story' | 'stage' | 'state'

/** What is open on the bench. Nothing of it is part of a run. */
export interface BenchUiState {
  readonly popover: Popover | undefined
  /** The parameter whose field is open over the sentence. */
  readonly field: string | undefined
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
    field: undefined,
    inspectorOpen: false,
    storyOpen: false,
    phoneTab: 'stage',
    inspectorTab: 'event',
  }))
}

/** Shows the picture: closes the drawers over it, and turns to it where one panel is seen at a time. */
export function showStage(ui: BenchUi): void {
  ui.setState({ phoneTab: 'stage', storyOpen: false, inspectorOpen: false })
}

/** The panels that become drawers where the bench is narrow. */
export interface Panels {
  /** True where the panel is a drawer now, and not beside the stage. */
  isDrawer(panel: 'story' | 'inspector'): boolean
  /** Gives the keyboard to a panel that stands beside the stage. */
  focus(panel: 'story' | 'inspector'): void
}

/** For callers without a bench on the page: no panel is a drawer. */
export const NO_PANELS: Panels = { isDrawer: () => false, focus: () => undefined }

/** Closes the topmost thing that is open. False when nothing is. */
export function closeOne(ui: BenchUi, panels: Panels): boolean {
  const { popover, inspectorOpen, storyOpen } = ui.getState()
  if (popover !== undefined) ui.setState({ popover: undefined })
  else if (inspectorOpen && panels.isDrawer('inspector')) ui.setState({ inspectorOpen: false })
  else if (storyOpen && panels.isDrawer('story')) ui.setState({ storyOpen: false })
  else return false
  return true
}

/** A piece of what is open; the component renders again only when that piece is another one. */
export function useBenchUi<T>(ui: BenchUi, select: (state: BenchUiState) => T): T {
  return useStore(ui, select)
}
