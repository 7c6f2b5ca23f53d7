import { describe, expect, it } from 'vitest'
import {
  challengePath,
  conceptPath,
  GUARANTEES,
  labPath,
  NEXT_REVIEW,
  momentPath,
  ownDataPath,
  parseRoute,
  PRACTICE,
  reviewAfterPath,
  reviewPath,
  REVIEWS,
  scenarioPath,
} from './routes.ts'

describe('routes', () => {
  it('read back every path that is made', () => {
    expect(parseRoute('/')).toEqual({ page: 'home' })
    expect(parseRoute('')).toEqual({ page: 'home' })
    expect(parseRoute('/about')).toEqual({ page: 'about' })
    expect(parseRoute(PRACTICE)).toEqual({ page: 'practice', concept: undefined })
    expect(parseRoute(conceptPath('a'))).toEqual({ page: 'practice', concept: 'a' })
    expect(parseRoute(GUARANTEES)).toEqual({ page: 'guarantees' })
    expect(parseRoute(REVIEWS)).toEqual({ page: 'reviews' })
    expect(parseRoute(NEXT_REVIEW)).toEqual({ page: 'review', first: undefined })
    expect(parseRoute(reviewAfterPath('xs-01'))).toEqual({ page: 'review', first: undefined, after: 'xs-01' })
    const card = { lab: 'a', topic: 'next-winner' }
    expect(parseRoute(reviewPath(card))).toEqual({ page: 'review', first: card })
    expect(parseRoute(challengePath('xs-01'))).toEqual({ page: 'challenge', challenge: 'xs-01' })
    expect(parseRoute(labPath('a'))).toEqual({ page: 'lab', lab: 'a', at: { type: 'last' } })
    expect(parseRoute(scenarioPath('a', 'b'))).toEqual({ page: 'lab', lab: 'a', at: { type: 'scenario', id: 'b' } })
    const lab = { lab: 'a', data: undefined }
    expect(parseRoute(momentPath(lab, 'x-_9'))).toEqual({ page: 'lab', lab: 'a', at: { type: 'link', text: 'x-_9' } })
    expect(parseRoute(ownDataPath('a'))).toEqual({ page: 'own-data', lab: 'a', link: undefined })
    const file = { lab: 'a', data: { name: 'x.csv', sizeBytes: 1, digest: '0' } }
    expect(parseRoute(momentPath(file, 'x-_9'))).toEqual({ page: 'own-data', lab: 'a', link: 'x-_9' })
  })

  it('call everything else unknown', () => {
    for (const path of [
      '/x',
      '/labs',
      '/labs/a/b',
      '/labs/a/at',
      '/labs/a/at/b/c',
      '/about/x',
      '/practice/a/b',
      '/practice/concept/a/b',
      '/reviews/a',
      '/reviews/a/b/c',
      '/reviews/next/a/b',
      '/labs/a/my-data/x',
    ]) {
      expect(parseRoute(path)).toEqual({ page: 'unknown', path })
    }
  })
})
