import ts from 'typescript'

/** A program with one small thing changed. */
export interface Mutant {
  /** The changed line before and after: "while (at > 0) { => while (at >= 0) {". */
  readonly name: string
  readonly source: string
}

const SWAPS: Readonly<Record<string, readonly string[]>> = {
  '<': ['<=', '>'],
  '<=': ['<', '>'],
  '>': ['>=', '<'],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '>>': ['<<'],
  '&&': ['||'],
  '||': ['&&'],
  '??': ['&&'],
  '+=': ['-='],
  '-=': ['+='],
}

/** Programs that differ from this one in one operator, number, condition or statement. Types are left alone. */
export function mutateTypeScript(source: string): Mutant[] {
  const file = ts.createSourceFile('program.ts', source, ts.ScriptTarget.ESNext, true)
  const mutants = new Map<string, Mutant>()
  const change = (start: number, end: number, text: string): void => {
    const changed = source.slice(0, start) + text + source.slice(end)
    const mutant = { name: nameOf(source, changed, start, end, text), source: changed }
    if (changed !== source) mutants.set(changed, mutant)
  }
  const replace = (node: ts.Node, text: string): void => change(node.getStart(file), node.getEnd(), text)
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return
    mutateNode(node, file, replace)
    ts.forEachChild(node, visit)
  }
  visit(file)
  return [...mutants.values()]
}

type Replace = (node: ts.Node, text: string) => void

function mutateNode(node: ts.Node, file: ts.SourceFile, replace: Replace): void {
  const text = node.getText(file)
  if (ts.isBinaryExpression(node)) {
    for (const other of SWAPS[node.operatorToken.getText(file)] ?? []) replace(node.operatorToken, other)
  } else if (ts.isNumericLiteral(node)) {
    replace(node, String(Number(text) + 1))
    if (Number(text) > 0) replace(node, String(Number(text) - 1))
  } else if (node.kind === ts.SyntaxKind.TrueKeyword) replace(node, 'false')
  else if (node.kind === ts.SyntaxKind.FalseKeyword) replace(node, 'true')
  else if (ts.isPrefixUnaryExpression(node)) {
    const operand = node.operand.getText(file)
    if (node.operator === ts.SyntaxKind.PlusPlusToken) replace(node, `--${operand}`)
    else if (node.operator === ts.SyntaxKind.MinusMinusToken) replace(node, `++${operand}`)
    else replace(node, operand)
  } else if (ts.isPostfixUnaryExpression(node)) {
    const isUp = node.operator === ts.SyntaxKind.PlusPlusToken
    replace(node, `${node.operand.getText(file)}${isUp ? '--' : '++'}`)
  } else if (ts.isConditionalExpression(node)) {
    replace(node.condition, `!(${node.condition.getText(file)})`)
  } else if (ts.isIfStatement(node) || ts.isWhileStatement(node)) {
    replace(node.expression, `!(${node.expression.getText(file)})`)
  }
  if (ts.isExpressionStatement(node) || ts.isBreakStatement(node) || ts.isContinueStatement(node)) replace(node, ';')
  if (ts.isIfStatement(node) && node.elseStatement === undefined) replace(node, ';')
}

/** The line with the change, before and after; of a change over several lines the first of them. */
function nameOf(source: string, changed: string, start: number, end: number, text: string): string {
  const begin = source.lastIndexOf('\n', start - 1) + 1
  const lineOf = (whole: string, to: number): string => {
    const [line = ''] = whole.slice(begin).split('\n')
    return to > begin + line.length ? `${line} ...` : line
  }
  return `${lineOf(source, end).trim()} => ${lineOf(changed, start + text.length).trim()}`
}
