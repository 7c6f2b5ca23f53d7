def count_late(times):
    short = [(time + 2**31) % 2**32 - 2**31 for time in times]
    return [sum(1 for other in short[i + 1:] if other < time) for i, time in enumerate(short)]
