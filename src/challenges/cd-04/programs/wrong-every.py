def plan_sizes(jobs):
    times = sorted({time for start, end, _ in jobs for time in (start, end)})
    steps = []
    for time in times:
        running = [job[2] for job in jobs if job[0] <= time < job[1]]
        steps.append([time, max(running, default=0)])
    return steps
