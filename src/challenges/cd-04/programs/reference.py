from heapq import heappop, heappush


def plan_sizes(jobs):
    jobs = sorted(jobs)
    times = sorted({time for start, end, _ in jobs for time in (start, end)})
    steps = []
    # The jobs that started, the largest on top; those below it may have ended.
    heap = []
    before = 0
    pushed = 0
    for time in times:
        while pushed < len(jobs) and jobs[pushed][0] == time:
            heappush(heap, (-jobs[pushed][2], jobs[pushed][1]))
            pushed += 1
        while heap and heap[0][1] <= time:
            heappop(heap)
        size = -heap[0][0] if heap else 0
        if size != before:
            steps.append([time, size])
        before = size
    return steps
