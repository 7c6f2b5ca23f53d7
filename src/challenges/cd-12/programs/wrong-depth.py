def order_tasks(tasks, needs):
    left = set(tasks)
    size = -1
    while size != len(left):
        size = len(left)
        left &= {task for task, needed in needs if needed in left}
    order = []

    def visit(task):
        if task in left or task in order:
            return
        for needed in sorted(needed for other, needed in needs if other == task):
            visit(needed)
        order.append(task)

    for task in sorted(tasks):
        visit(task)
    return [order, sorted(left)]
