import { later } from './later.tsx'

/** The columns beside the stage: a first visit has its own in their place until the first event. */
export const StoryPanel = later(async () => (await import('./StoryPanel.tsx')).StoryPanel)
export const Inspector = later(async () => (await import('./Inspector.tsx')).Inspector)

/** Both, ahead. One that does not come is asked for again, and told of, where it stands. */
export async function fetchPanels(): Promise<void> {
  await Promise.allSettled([StoryPanel.fetch(), Inspector.fetch()])
}
