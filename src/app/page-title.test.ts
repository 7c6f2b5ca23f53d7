import { expect, it } from 'vitest'
import { CHALLENGES } from '../challenges/registry.ts'
import { LABS } from '../labs/registry.ts'
import { titleOf } from './page-title.ts'
import { challengePath, labPath, parseRoute } from './routes.ts'

it.each([
  ['/', 'Lakescope'],
  ['/about', 'About · Lakescope'],
  ['/practice', 'Practice · Lakescope'],
  ['/practice/concept/append-only-log', 'Append-only log · Practice · Lakescope'],
  ['/practice/concept/none', 'Practice · Lakescope'],
  ['/practice/guarantees', 'How answers are judged · Lakescope'],
  ['/practice/xs-01', 'Count the passes · Lakescope'],
  ['/reviews', 'Reviews · Lakescope'],
  ['/reviews/next', 'Review · Lakescope'],
  ['/labs/external-sort', 'External sort · Lakescope'],
  ['/labs/external-sort/scenario/top-n', 'External sort · Lakescope'],
  ['/labs/external-sort/my-data', 'Your own file · External sort · Lakescope'],
  ['/labs/none', 'Nothing here · Lakescope'],
  ['/practice/none', 'Nothing here · Lakescope'],
  ['/nowhere', 'Nothing here · Lakescope'],
])('%s is called "%s"', async (path, title) => {
  expect(await titleOf(parseRoute(path))).toBe(title)
})

it('calls no two labs or challenges the same', async () => {
  const paths = [...LABS.map((lab) => labPath(lab.id)), ...CHALLENGES.map((challenge) => challengePath(challenge.id))]
  const titles = await Promise.all(paths.map((path) => titleOf(parseRoute(path))))
  expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([])
})
