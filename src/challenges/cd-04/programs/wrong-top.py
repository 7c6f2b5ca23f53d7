def plan_sizes(jobs):
    times = sorted({time for start, end, _ in jobs for time in (start, end)})
    steps = []
    running = []
    before = 0
    for time in times:
        for job in jobs:
            if job[1] == time:
                running.sort()
                running.pop()
        for job in jobs:
            if job[0] == time:
                running.append(job[2])
        size = max(running, default=0)
        if size != before:
            steps.append([time, size])
        before = size
    return steps
