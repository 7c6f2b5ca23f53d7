"""A program that makes mutants of programs: each differs in one operator, number, condition or statement."""

import ast

COMPARE = {
    ast.Lt: ['<=', '>'],
    ast.LtE: ['<', '>'],
    ast.Gt: ['>=', '<'],
    ast.GtE: ['>', '<'],
    ast.Eq: ['!='],
    ast.NotEq: ['=='],
    ast.Is: ['is not'],
    ast.IsNot: ['is'],
    ast.In: ['not in'],
    ast.NotIn: ['in'],
}
OPERATORS = {
    ast.Add: '-',
    ast.Sub: '+',
    ast.Mult: '//',
    ast.Div: '*',
    ast.FloorDiv: '*',
    ast.Mod: '*',
    ast.RShift: '<<',
    ast.LShift: '>>',
    ast.BitAnd: '|',
    ast.BitOr: '&',
}


def mutate(source):
    """Pairs of a name and a text; the name is the changed line before and after."""
    lines = source.split('\n')
    found = {}
    in_types = set()
    tree = ast.parse(source)
    for node in ast.walk(tree):
        for field in ('annotation', 'returns'):
            if getattr(node, field, None) is not None:
                in_types.update(ast.walk(getattr(node, field)))
    for node in ast.walk(tree):
        if node in in_types or not hasattr(node, 'lineno'):
            continue
        for text in changes_of(node, source):
            add_mutant(found, lines, node, text)
    return list(found.values())


def add_mutant(found, lines, node, text):
    first, last = node.lineno - 1, node.end_lineno - 1
    # Offsets are of bytes in UTF-8.
    head = lines[first].encode()[: node.col_offset].decode()
    tail = lines[last].encode()[node.end_col_offset :].decode()
    changed = '\n'.join([*lines[:first], head + text + tail, *lines[last + 1 :]])
    try:
        compile(changed, 'mutant.py', 'exec')
    except SyntaxError:
        return
    more = ' ...' if last > first else ''
    found[changed] = [f'{lines[first].strip()}{more} => {(head + text + tail).strip()}', changed]


def changes_of(node, source):
    text = lambda part: ast.get_source_segment(source, part)
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        for operator in COMPARE.get(type(node.ops[0]), []):
            yield f'{wrapped(node.left, text)} {operator} {wrapped(node.comparators[0], text)}'
    elif isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        yield f'({wrapped(node.left, text)} {OPERATORS[type(node.op)]} {wrapped(node.right, text)})'
    elif isinstance(node, ast.AugAssign) and type(node.op) in OPERATORS:
        yield f'{text(node.target)} {OPERATORS[type(node.op)]}= {text(node.value)}'
    elif isinstance(node, ast.BoolOp):
        operator = ' or ' if isinstance(node.op, ast.And) else ' and '
        yield '(' + operator.join(wrapped(value, text) for value in node.values) + ')'
    elif isinstance(node, ast.Constant) and type(node.value) is bool:
        yield str(not node.value)
    elif isinstance(node, ast.Constant) and type(node.value) is int:
        yield str(node.value + 1)
        if node.value > 0:
            yield str(node.value - 1)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.Not, ast.USub)):
        yield text(node.operand)
    elif isinstance(node, ast.IfExp):
        yield f'{text(node.body)} if not ({text(node.test)}) else {text(node.orelse)}'
    if isinstance(node, (ast.Break, ast.Continue, ast.AugAssign)):
        yield 'pass'
    elif isinstance(node, ast.Expr) and not isinstance(node.value, ast.Constant):
        yield 'pass'
    elif isinstance(node, ast.If) and not node.orelse:
        yield 'pass'
    if isinstance(node, (ast.If, ast.While)):
        # Only the test, which stands on the statement's first line.
        body = source.split('\n')[node.test.end_lineno - 1 : node.end_lineno]
        word = 'if' if isinstance(node, ast.If) else 'while'
        behind = body[0].encode()[node.test.end_col_offset :].decode()
        yield '\n'.join([f'{word} not ({text(node.test)}){behind}', *body[1:]])


def wrapped(node, text):
    return f'({text(node)})' if isinstance(node, (ast.BinOp, ast.BoolOp, ast.Compare, ast.IfExp)) else text(node)
