def count_late(times):
    counts = []
    for i, time in enumerate(times):
        count = 0
        for j in range(i + 1, len(times)):
            if times[j] < time:
                count += 1
        counts.append(count)
    return counts
