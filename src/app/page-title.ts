import { tryLab } from '../labs/registry.ts'
import type { Route } from './routes.ts'

const NOTHING = 'Nothing here'

/** What the browser calls the page in its tabs and its history; rejects where a name cannot be fetched. */
export async function titleOf(route: Route): Promise<string> {
  const name = await nameOf(route)
  return name === undefined ? 'Lakescope' : `${name} · Lakescope`
}

async function nameOf(route: Route): Promise<string | undefined> {
  switch (route.page) {
    case 'home':
      return undefined
    case 'about':
      return 'About'
    case 'practice':
      return route.concept === undefined ? 'Practice' : nameOfConcept(route.concept)
    case 'guarantees':
      return 'How answers are judged'
    case 'reviews':
      return 'Reviews'
    case 'review':
      return 'Review'
    case 'challenge': {
      const { tryChallenge } = await import('../challenges/registry.ts')
      return tryChallenge(route.challenge)?.title ?? NOTHING
    }
    case 'lab':
      return tryLab(route.lab)?.title ?? NOTHING
    case 'own-data': {
      const lab = tryLab(route.lab)
      return lab?.own === undefined ? NOTHING : `Your own ${lab.own.noun} · ${lab.title}`
    }
    case 'unknown':
      return NOTHING
  }
}

async function nameOfConcept(id: string): Promise<string> {
  const { tryConcept } = await import('../practice/concepts.ts')
  const concept = tryConcept(id)
  return concept === undefined ? 'Practice' : `${concept.title} · Practice`
}
