import ts from 'typescript'
import { areaOf, ENGINE_ORDER, fits, IMPORT_TABLE, isDoor } from './import-table.ts'

/** The files of a tree: path below `src`, with forward slashes, and text. */
export type Tree = ReadonlyMap<string, string>

interface SourceFile {
  readonly path: string
  /** Relative imports, as paths below `src`, without a query; `..` in front when they leave it. */
  readonly files: readonly string[]
  readonly packages: readonly string[]
  readonly isBarrel: boolean
}

/** Every breach of the architecture in a tree, as one sentence each; empty when there is none. */
export function findFaults(tree: Tree): string[] {
  const sources = [...tree].filter(([path]) => isCode(path)).map(([path, text]) => readSource(path, text))
  return [
    ...sources.flatMap(findEdgeFaults),
    ...findCycles(sources).map((members) => `cycle: ${members.join(' → ')}`),
    ...sources.filter((source) => source.isBarrel).map((source) => `${source.path} is a barrel`),
    ...[...tree].flatMap(([path, text]) => findLengthFaults(path, text)),
    ...findIdFaults(tree),
  ]
}

/** A file over the budget of its kind, given any path. */
export function findLengthFaults(path: string, text: string): string[] {
  if (!/\.(tsx?|mjs|js|css)$/.test(path)) return []
  const limit = isTest(path) ? 600 : 400
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
  return lines > limit ? [`${path} has ${lines} lines, the limit is ${limit}`] : []
}

function isCode(path: string): boolean {
  return /\.tsx?$/.test(path) && !path.endsWith('.d.ts')
}

/** A test, or what tests share: `test-moments.ts`. */
function isTest(path: string): boolean {
  return /\.(test|spec)\.tsx?$/.test(path) || isTestHelper(path)
}

function isTestHelper(path: string): boolean {
  return /(^|\/)test-[^/]+\.tsx?$/.test(path)
}

function readSource(path: string, text: string): SourceFile {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, false, scriptKind(path))
  const specifiers = listSpecifiers(file)
  const relative = specifiers.filter((name) => name.startsWith('.'))
  return {
    path,
    // What `?worker` names is started, not imported: the wall stands between the two.
    files: relative.filter((name) => !/\?.*worker/.test(name)).map((name) => resolvePath(path, name)),
    packages: specifiers.filter((name) => !name.startsWith('.') && !name.startsWith('virtual:')),
    isBarrel: isBarrel(file),
  }
}

function scriptKind(path: string): ts.ScriptKind {
  return path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
}

/** Every module named in a file: import and export declarations, dynamic imports, import types. */
function listSpecifiers(file: ts.SourceFile): string[] {
  const names: string[] = []
  // Only these two forms can stand deeper than the top, and most files have neither.
  const isDeep = /\bimport\s*\(/.test(file.text)
  const visit = (node: ts.Node): void => {
    const name = moduleName(node)
    if (name && ts.isStringLiteralLike(name)) names.push(name.text)
    if (isDeep) ts.forEachChild(node, visit)
  }
  file.statements.forEach(visit)
  return names
}

function moduleName(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier
  if (ts.isImportTypeNode(node)) return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined
  const isImportCall = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
  return isImportCall ? node.arguments[0] : undefined
}

function isBarrel(file: ts.SourceFile): boolean {
  const exports = file.statements.filter((node) => ts.isExportDeclaration(node))
  return (
    exports.length > 0 && file.statements.every((node) => ts.isImportDeclaration(node) || ts.isExportDeclaration(node))
  )
}

function resolvePath(from: string, specifier: string): string {
  const parts = from.split('/').slice(0, -1)
  for (const part of specifier.replace(/\?.*$/, '').split('/')) {
    if (part === '.') continue
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else parts.push(part)
  }
  return parts.join('/')
}

function findEdgeFaults(source: SourceFile): string[] {
  const area = areaOf(source.path)
  if (isTest(source.path)) {
    return source.files.filter((to) => !isOpenToTest(area, to)).map((to) => edgeFault(source.path, to))
  }
  const rule = IMPORT_TABLE.find(({ from }) => fits(from, area))
  if (!rule) return [`${source.path}: no rule for ${area} in the import table`]
  const wrongFiles = source.files.filter((to) => isTestHelper(to) || !isAllowed(area, rule.mayImport, to))
  const wrongPackages = source.packages.filter((name) => !rule.npm.some((pattern) => isPackage(pattern, name)))
  return [...wrongFiles, ...wrongPackages].map((to) => edgeFault(source.path, to))
}

function edgeFault(from: string, to: string): string {
  return `${from} may not import ${to}`
}

/** A test may run the engine to get what its folder draws, play both sides of the worker, and use any package or script. */
function isOpenToTest(area: string, to: string): boolean {
  const rule = IMPORT_TABLE.find(({ from }) => fits(from, area))
  const isOpen =
    to.startsWith('..') || to.startsWith('engine/') || (area.startsWith('worker/') && to.startsWith('worker/'))
  return isOpen || isAllowed(area, rule?.mayImport ?? [], to)
}

function isAllowed(area: string, mayImport: readonly string[], to: string): boolean {
  const target = areaOf(to)
  if (target === area) return true
  return mayImport.some((name) => {
    if (name === 'doors') return isDoor(to)
    if (name === 'above') return engineRank(target) !== -1 && engineRank(target) < engineRank(area)
    return fits(name, target)
  })
}

function engineRank(area: string): number {
  return ENGINE_ORDER.findIndex((name) => `engine/${name}` === area)
}

/** `react` allows `react/jsx-runtime` as well. */
function isPackage(pattern: string, name: string): boolean {
  return fits(pattern, name) || name.startsWith(`${pattern}/`)
}

/** The strongly connected components with more than one file, and files that import themselves (Tarjan). */
function findCycles(sources: readonly SourceFile[]): string[][] {
  const edges = new Map(sources.map((source) => [source.path, source.files]))
  const order = new Map<string, number>()
  const lowest = new Map<string, number>()
  const stack: string[] = []
  const cycles: string[][] = []

  const visit = (path: string): number => {
    const index = order.size
    order.set(path, index)
    let low = index
    stack.push(path)
    for (const next of edges.get(path) ?? []) {
      if (!edges.has(next)) continue
      if (!order.has(next)) low = Math.min(low, visit(next))
      else if (stack.includes(next)) low = Math.min(low, order.get(next) ?? low)
    }
    lowest.set(path, low)
    if (low === index) {
      const members = stack.splice(stack.indexOf(path))
      if (members.length > 1 || edges.get(path)?.includes(path)) cycles.push(members.sort())
    }
    return low
  }
  for (const { path } of sources) if (!order.has(path)) visit(path)
  return cycles
}

/** A lab or challenge is found by its folder, so its index names that folder as its id. */
function findIdFaults(tree: Tree): string[] {
  const folders = new Set([...tree.keys()].flatMap((path) => /^(?:labs|challenges)\/[^/]+(?=\/)/.exec(path)?.[0] ?? []))
  return [...folders].sort().flatMap((folder) => {
    const index = tree.get(`${folder}/index.ts`) ?? tree.get(`${folder}/index.tsx`)
    if (index === undefined) return [`${folder} has no index.ts`]
    const id = /^\s*id:\s*'([^']*)'/m.exec(index)?.[1]
    return id === folder.split('/')[1] ? [] : [`${folder}/index.ts has the id ${id ?? '(none)'}`]
  })
}
