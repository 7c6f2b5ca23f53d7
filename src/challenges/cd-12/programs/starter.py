def order_tasks(tasks, needs):
    return [sorted(tasks), []]
