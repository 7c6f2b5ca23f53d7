def order_tasks(tasks, needs):
    left = set(tasks)
    order = []
    while True:
        ready = left - {task for task, needed in needs if needed in left}
        if not ready:
            break
        order.append(min(ready))
        left.remove(order[-1])

    def is_in_circle(task):
        reached = set()
        waiting = [task]
        while waiting:
            at = waiting.pop()
            for other, needed in needs:
                if other == at and needed not in reached:
                    reached.add(needed)
                    waiting.append(needed)
        return task in reached

    return [order, sorted(task for task in left if is_in_circle(task))]
