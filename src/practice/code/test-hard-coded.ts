import type { Value } from '../../base/value.ts'
import { writeValue } from '../sandbox/value.ts'
import type { CodeCase, CodeTask, Language, TestsTask } from '../types.ts'

/** A program that knows the answers of the examples and nothing else. */
export function writeHardCoded(task: CodeTask, language: Language): string {
  if (task.tests !== undefined) return writeTests(task.tests, task.examples, task.entry[language].name, language)
  return language === 'python' ? writePython(task) : writeTypeScript(task)
}

/** Tests that find what the examples name. */
function writeTests({ tell }: TestsTask, examples: readonly CodeCase[], name: string, language: Language): string {
  const tests = examples.map(({ args }) =>
    tell(args).map(({ call, right }) => (right === undefined ? call : [...call, right])),
  )
  const text = writeValue(tests)
  return language === 'python' ? `def ${name}():\n    return ${text}` : `function ${name}() { return ${text} }`
}

/** Answers by the text of the arguments, or of all calls so far; texts of texts, so that both languages read them alike. */
function answersOf(task: CodeTask): { readonly answers: Record<string, string>; readonly methods: readonly string[] } {
  const answers: Record<string, string> = {}
  const methods = new Set<string>()
  const isClass = task.entry.typescript.kind === 'class'
  for (const { args } of task.examples) {
    const expected = task.expect(args)
    if (!('value' in expected)) continue
    if (!isClass) {
      answers[writeValue(args)] = writeValue(expected.value)
      continue
    }
    const calls = args as readonly (readonly Value[])[]
    const outputs = expected.value as readonly Value[]
    calls.forEach(([method], i) => {
      const at = i - (calls.length - outputs.length)
      if (at < 0) return
      methods.add(method as string)
      answers[writeValue(calls.slice(calls.length - outputs.length, i + 1))] = writeValue(outputs[at] ?? null)
    })
  }
  return { answers, methods: [...methods] }
}

// NaN, the infinities and -0 are no JSON: the wire has them as { $: 'number', of: 'NaN' }.
const FIND_IN_TYPESCRIPT = `
const isPlain = (x) => typeof x !== 'number' || (Number.isFinite(x) && !Object.is(x, -0))
const mark = (_, x) => (isPlain(x) ? x : { $: 'number', of: Object.is(x, -0) ? '-0' : String(x) })
const unmark = (_, x) => (x?.$ === 'number' ? Number(x.of) : x)
const find = (args) => JSON.parse(answers[JSON.stringify(args, mark)] ?? 'null', unmark)
`

const FIND_IN_PYTHON = `
from math import copysign, isinf, isnan
def mark(x):
    if isinstance(x, list): return [mark(each) for each in x]
    if isinstance(x, dict): return {key: mark(each) for key, each in x.items()}
    if not isinstance(x, float): return x
    if isnan(x): return {'$': 'number', 'of': 'NaN'}
    if isinf(x): return {'$': 'number', 'of': 'Infinity' if x > 0 else '-Infinity'}
    return {'$': 'number', 'of': '-0'} if x == 0 and copysign(1, x) < 0 else x
def unmark(x):
    return float(x['of']) if x.get('$') == 'number' else x
def find(args):
    text = json.dumps(mark(args), separators=(',', ':'), ensure_ascii=False)
    return json.loads(answers.get(text, 'null'), object_hook=unmark)
`

function writeTypeScript(task: CodeTask): string {
  const { answers, methods } = answersOf(task)
  const { kind, name } = task.entry.typescript
  const table = `const answers = ${JSON.stringify(answers)}\n${FIND_IN_TYPESCRIPT}`
  if (kind === 'function') return `${table}function ${name}(...args) { return find(args) }`
  const each = methods.map(
    (method) => `${method}(...args) { this.calls.push(['${method}', ...args]); return find(this.calls) }`,
  )
  return `${table}class ${name} { calls = []\n${each.join('\n')} }`
}

function writePython(task: CodeTask): string {
  const { answers, methods } = answersOf(task)
  const { kind, name } = task.entry.python
  const table = ['import json', `answers = json.loads(${JSON.stringify(JSON.stringify(answers))})`, FIND_IN_PYTHON]
  if (kind === 'function') return [...table, `def ${name}(*args):`, '    return find(list(args))'].join('\n')
  const each = methods.flatMap((method) => [
    `    def ${method}(self, *args):`,
    `        self.calls.append(["${method}", *args])`,
    '        return find(self.calls)',
  ])
  return [...table, `class ${name}:`, '    def __init__(self, *args):', '        self.calls = []', ...each].join('\n')
}
