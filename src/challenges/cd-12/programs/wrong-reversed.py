def order_tasks(tasks, needs):
    open_needs = {task: 0 for task in tasks}
    followers = {task: [] for task in tasks}
    for needed, task in needs:
        open_needs[task] += 1
        followers[needed].append(task)
    left = set(tasks)
    order = []
    while True:
        ready = [task for task in left if open_needs[task] == 0]
        if not ready:
            return [order, sorted(left)]
        task = min(ready)
        left.remove(task)
        order.append(task)
        for follower in followers[task]:
            open_needs[follower] -= 1
