def count_late(times):
    return [sum(1 for other in times[i + 1:] if other != time) for i, time in enumerate(times)]
