def plan_sizes(jobs):
    times = sorted({time for start, end, _ in jobs for time in (start, end)})
    steps = []
    before = 0
    for time in times:
        size = max((job[2] for job in jobs if job[0] <= time <= job[1]), default=0)
        if size != before:
            steps.append([time, size])
        before = size
    return steps
