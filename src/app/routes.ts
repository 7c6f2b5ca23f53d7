import type { SharedMoment } from '../player/share-link.ts'

/** Where the app can be, as the part of the address behind the #. Works from any folder of any static host. */
export type Route =
  | { readonly page: 'home' }
  | { readonly page: 'about' }
  /** `concept`: only the challenges of that one. */
  | { readonly page: 'practice'; readonly concept: string | undefined }
  | { readonly page: 'guarantees' }
  | { readonly page: 'reviews' }
  /** One card after the other; the first of them is `first`, or whatever is due, or is behind the challenge `after`. */
  | { readonly page: 'review'; readonly first: ReviewTopic | undefined; readonly after?: string | undefined }
  | { readonly page: 'challenge'; readonly challenge: string }
  | { readonly page: 'lab'; readonly lab: string; readonly at: LabPlace }
  /** `link` is a moment of a run on a file of somebody's own. */
  | { readonly page: 'own-data'; readonly lab: string; readonly link: string | undefined }
  | { readonly page: 'unknown'; readonly path: string }

/** A topic of a lab, to be reviewed. */
export interface ReviewTopic {
  readonly lab: string
  readonly topic: string
}

/** Which run of a lab to open. */
export type LabPlace =
  | { readonly type: 'last' }
  | { readonly type: 'scenario'; readonly id: string }
  | { readonly type: 'link'; readonly text: string }

export const HOME = '/'
export const ABOUT = '/about'
export const PRACTICE = '/practice'
export const GUARANTEES = '/practice/guarantees'

export const REVIEWS = '/reviews'
export const NEXT_REVIEW = '/reviews/next'

/** What is due behind a challenge that is put off; whatever is due once that is done. */
export function reviewAfterPath(challenge: string): string {
  return `${NEXT_REVIEW}/${challenge}`
}

export function reviewPath({ lab, topic }: ReviewTopic): string {
  return `${REVIEWS}/${lab}/${topic}`
}

/** The catalogue with the challenges of one concept only. */
export function conceptPath(concept: string): string {
  return `${PRACTICE}/concept/${concept}`
}

export function challengePath(challenge: string): string {
  return `${PRACTICE}/${challenge}`
}

export function labPath(lab: string): string {
  return `/labs/${lab}`
}

export function scenarioPath(lab: string, scenario: string): string {
  return `${labPath(lab)}/scenario/${scenario}`
}

export function ownDataPath(lab: string): string {
  return `${labPath(lab)}/my-data`
}

/** Where a moment is opened; `text` is what `encodeMoment` made of it. One of a run on a file needs that file first. */
export function momentPath({ lab, data }: Pick<SharedMoment, 'lab' | 'data'>, text: string): string {
  return `${data === undefined ? labPath(lab) : ownDataPath(lab)}/at/${text}`
}

export function parseRoute(path: string): Route {
  const parts = path.split('/').filter((part) => part !== '')
  const [first, lab, third, fourth, fifth] = parts
  if (first === undefined) return { page: 'home' }
  if (first === 'about' && parts.length === 1) return { page: 'about' }
  if (first === 'practice' && parts.length === 1) return { page: 'practice', concept: undefined }
  if (first === 'practice' && lab === 'concept' && third !== undefined && parts.length === 3)
    return { page: 'practice', concept: third }
  if (path === GUARANTEES) return { page: 'guarantees' }
  if (first === 'practice' && lab !== undefined && parts.length === 2) return { page: 'challenge', challenge: lab }
  if (first === 'reviews') return parseReviews(path, parts)
  if (first !== 'labs' || lab === undefined) return { page: 'unknown', path }
  if (third === undefined) return { page: 'lab', lab, at: { type: 'last' } }
  if (third === 'my-data' && parts.length === 3) return { page: 'own-data', lab, link: undefined }
  if (third === 'my-data' && fourth === 'at' && parts.length === 5) return { page: 'own-data', lab, link: fifth }
  if (fourth === undefined || parts.length > 4) return { page: 'unknown', path }
  if (third === 'scenario') return { page: 'lab', lab, at: { type: 'scenario', id: fourth } }
  if (third === 'at') return { page: 'lab', lab, at: { type: 'link', text: fourth } }
  return { page: 'unknown', path }
}

function parseReviews(path: string, [, lab, topic, ...rest]: readonly string[]): Route {
  if (lab === undefined) return { page: 'reviews' }
  if (lab === 'next' && rest.length === 0) return { page: 'review', first: undefined, after: topic }
  if (topic === undefined || rest.length > 0) return { page: 'unknown', path }
  return { page: 'review', first: { lab, topic } }
}
