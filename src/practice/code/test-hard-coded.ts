import type { Value } from '../../base/value.ts'
import { writeValue } from '../sandbox/value.ts'
import type { CodeTask, Language } from '../types.ts'

/** A program that knows the answers of the examples and nothing else. */
export function writeHardCoded(task: CodeTask, language: Language): string {
  return language === 'python' ? writePython(task) : writeTypeScript(task)
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

function writeTypeScript(task: CodeTask): string {
  const { answers, methods } = answersOf(task)
  const { kind, name } = task.entry.typescript
  const table = `const answers = ${JSON.stringify(answers)}\nconst find = (args) => JSON.parse(answers[JSON.stringify(args)] ?? 'null')\n`
  if (kind === 'function') return `${table}function ${name}(...args) { return find(args) }`
  const each = methods.map(
    (method) => `${method}(...args) { this.calls.push(['${method}', ...args]); return find(this.calls) }`,
  )
  return `${table}class ${name} { calls = []\n${each.join('\n')} }`
}

function writePython(task: CodeTask): string {
  const { answers, methods } = answersOf(task)
  const { kind, name } = task.entry.python
  const table = [
    'import json',
    `answers = json.loads(${JSON.stringify(JSON.stringify(answers))})`,
    'def find(args):',
    '    return json.loads(answers.get(json.dumps(args, separators=(",", ":"), ensure_ascii=False), "null"))',
  ]
  if (kind === 'function') return [...table, `def ${name}(*args):`, '    return find(list(args))'].join('\n')
  const each = methods.flatMap((method) => [
    `    def ${method}(self, *args):`,
    `        self.calls.append(["${method}", *args])`,
    '        return find(self.calls)',
  ])
  return [...table, `class ${name}:`, '    def __init__(self, *args):', '        self.calls = []', ...each].join('\n')
}
