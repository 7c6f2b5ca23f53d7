def count_late(times):
    return [sum(other < time for other in times[i + 1:]) for i, time in enumerate(times)]
