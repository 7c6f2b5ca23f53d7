def window_peaks(values, k):
    peaks = []
    highest = -1
    for i, value in enumerate(values):
        if highest >= 0 and highest > i - k:
            if value >= values[highest]:
                highest = i
        else:
            start = max(0, i - k + 1)
            highest = max(range(start, i + 1), key=values.__getitem__)
        if i >= k - 1:
            peaks.append(values[highest])
    return peaks
