from heapq import heapify, heappop, heappush


def order_tasks(tasks, needs):
    open_needs = {task: 0 for task in tasks}
    followers = {task: [] for task in tasks}
    for task, needed in needs:
        open_needs[task] += 1
        followers[needed].append(task)

    ready = [task for task in tasks if open_needs[task] == 0]
    heapify(ready)
    order = []
    while ready:
        task = heappop(ready)
        order.append(task)
        for follower in followers[task]:
            open_needs[follower] -= 1
            if open_needs[follower] == 0:
                heappush(ready, follower)
    return [order, sorted(task for task in tasks if open_needs[task] != 0)]
