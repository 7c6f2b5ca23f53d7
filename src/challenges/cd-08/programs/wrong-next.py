def window_peaks(values, k):
    peaks = []
    highest = 0
    for i, value in enumerate(values):
        if value >= values[highest] or highest <= i - k:
            highest = i
        if i >= k - 1:
            peaks.append(values[highest])
    return peaks
