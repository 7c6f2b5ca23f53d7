def count_late(times):
    return [len({other for other in times[i + 1:] if other < time}) for i, time in enumerate(times)]
