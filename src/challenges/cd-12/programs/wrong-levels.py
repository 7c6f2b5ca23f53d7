def order_tasks(tasks, needs):
    left = set(tasks)
    order = []
    while True:
        blocked = {task for task, needed in needs if needed in left}
        ready = sorted(left - blocked)
        if not ready:
            return [order, sorted(left)]
        order.extend(ready)
        left -= set(ready)
