import { isFlag, oneOf } from './check.ts'
import type { ProgressState } from './state.ts'

export const THEMES = ['light', 'dark', 'system'] as const
export const MOTIONS = ['system', 'reduced', 'full'] as const
export type Theme = (typeof THEMES)[number]
export type Motion = (typeof MOTIONS)[number]

export interface Settings {
  readonly theme: Theme
  readonly motion: Motion
  /** Keys that are one letter act on the page. */
  readonly letterKeys: boolean
}

export const defaultSettings: Settings = { theme: 'system', motion: 'system', letterKeys: true }

const isTheme = oneOf(THEMES)
const isMotion = oneOf(MOTIONS)

/** The settings that hold in a state; a value that this version does not know counts as the default. */
export function settingsOf(state: ProgressState): Settings {
  const theme = state.settings.get('theme')
  const motion = state.settings.get('motion')
  const letterKeys = state.settings.get('letterKeys')
  return {
    theme: isTheme(theme) ? theme : defaultSettings.theme,
    motion: isMotion(motion) ? motion : defaultSettings.motion,
    letterKeys: isFlag(letterKeys) ? letterKeys : defaultSettings.letterKeys,
  }
}
