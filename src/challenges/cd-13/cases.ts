import type { Rng } from '../../base/rng.ts'
import type { Value } from '../../base/value.ts'
import type { CodeCase, Expected } from '../../practice/types.ts'

const MOST_DIGITS = 30
const NAME = /^([a-z][a-z-]*)(?:\.(\d{1,30}))?\.log$/
const SERVICES = ['api', 'api-v', 'db', 'web']

export const examples: readonly CodeCase[] = [
  { name: 'two services', args: [['web.log', 'api.2.log', 'api.10.log', 'api.log', 'web.1.log', 'api.02.log']] },
  { name: 'one file', args: [['db.log']] },
]

export function hiddenCases(rng: Rng): readonly CodeCase[] {
  const random = (length: number, services: number, numbers: number): readonly string[] =>
    Array.from({ length }, () => {
      const service = SERVICES[rng.nextBelow(services)] ?? ''
      const number = `${'0'.repeat(rng.nextBelow(3))}${rng.nextBelow(numbers)}`
      return rng.nextBelow(5) === 0 ? `${service}.log` : `${service}.${number}.log`
    })
  const day = '202611291205123456'
  const rising = Array.from({ length: 12 }, (_, i) => `api.${i + 1}.log`)
  return [
    { name: 'no files', args: [[]] },
    { name: 'from the oldest to the newest already', args: [rising.toReversed()] },
    { name: 'from the newest to the oldest', args: [['api.log', ...rising]] },
    { name: 'one number with more and more zeros', args: [['db.1.log', 'db.01.log', 'db.001.log', 'db.0001.log']] },
    { name: 'one number with fewer and fewer zeros', args: [['db.0007.log', 'db.007.log', 'db.07.log', 'db.7.log']] },
    { name: 'zero and no number', args: [['db.log', 'db.0.log', 'db.1.log']] },
    {
      name: 'no number, zeros and one',
      args: [['db.1.log', 'db.00.log', 'db.log', 'db.0.log', 'db.log', 'db.01.log']],
    },
    { name: 'a current file between others', args: [['web.3.log', 'web.log', 'web.4.log', 'web.2.log']] },
    { name: 'current files of all services', args: [['web.log', 'db.log', 'api-v.log', 'api.log']] },
    {
      name: 'a service whose name begins like another',
      args: [['api-v.1.log', 'api.1.log', 'api-v.2.log', 'api.log']],
    },
    { name: 'moments with 18 digits', args: [[`db.${day}.log`, `db.${day.replace(/6$/, '7')}.log`, 'db.5.log']] },
    {
      name: 'numbers of 30 digits that differ in the last one',
      args: [[5, 9, 1, 7, 3].map((last) => `web.${'9'.repeat(29)}${last}.log`)],
    },
    {
      name: 'one large number in two writings',
      args: [['db.012345678901234567890.log', 'db.12345678901234567890.log']],
    },
    ...[8, 20, 40].map((length) => ({ name: `${length} files, few numbers`, args: [random(length, 3, 3)] })),
    ...[8, 20, 40].map((length) => ({ name: `${length} files, numbers to 120`, args: [random(length, 4, 121)] })),
  ]
}

/** Puts each file behind the last one that does not come after it; numbers are texts of one length. */
export function expectOrder(args: readonly Value[]): Expected {
  const [names] = args as readonly [readonly string[]]
  const ordered: string[] = []
  for (const name of names) {
    const before = ordered.findLastIndex((other) => !isBefore(name, other))
    ordered.splice(before + 1, 0, name)
  }
  return { value: ordered }
}

function isBefore(a: string, b: string): boolean {
  const [service = '', number = ''] = NAME.exec(a)?.slice(1) ?? []
  const [otherService = '', otherNumber = ''] = NAME.exec(b)?.slice(1) ?? []
  if (service !== otherService) return service < otherService
  if (number === '' || otherNumber === '') return number !== '' && otherNumber === ''
  return number.padStart(MOST_DIGITS, '0') > otherNumber.padStart(MOST_DIGITS, '0')
}

/** One list of names of files. */
export function isAllowed(args: readonly Value[]): boolean {
  const [names, ...more] = args
  if (more.length > 0 || !Array.isArray(names)) return false
  return (names as readonly Value[]).every((name) => typeof name === 'string' && NAME.test(name))
}
