import type { Settings } from '../progress/settings.ts'

/** Read before the first paint by public/boot.js. */
const THEME_KEY = 'lakescope.theme'
const DARK = '(prefers-color-scheme: dark)'
const FORCED = '(forced-colors: active)'
const LESS_MOTION = '(prefers-reduced-motion: reduce)'

type Look = Pick<Settings, 'theme' | 'motion'>

/**
 * Puts theme and motion on the page and follows the system where the learner leaves it to the system; returns the way to
 * end that. Where the system forces its colours, the theme is the system's too. `data-motion` is "reduced" where nothing may travel, whoever asked for it; "full" where the learner overrules
 * the system; absent otherwise.
 */
export function followAppearance({ theme, motion }: Look): () => void {
  const dark = matchMedia(DARK)
  const forced = matchMedia(FORCED)
  const lessMotion = matchMedia(LESS_MOTION)
  const apply = () => {
    const { dataset } = document.documentElement
    dataset['theme'] = theme === 'system' || forced.matches ? (dark.matches ? 'dark' : 'light') : theme
    if (motion === 'reduced' || (motion === 'system' && lessMotion.matches)) dataset['motion'] = 'reduced'
    else if (motion === 'full') dataset['motion'] = 'full'
    else delete dataset['motion']
  }
  apply()
  mirrorTheme(theme)
  const wishes = [dark, forced, lessMotion]
  for (const wish of wishes) wish.addEventListener('change', apply)
  return () => {
    for (const wish of wishes) wish.removeEventListener('change', apply)
  }
}

function mirrorTheme(theme: Settings['theme']): void {
  try {
    if (theme === 'system') localStorage.removeItem(THEME_KEY)
    else localStorage.setItem(THEME_KEY, theme)
  } catch {
    // Without storage the first paint follows the system, and this page what was chosen.
  }
}
