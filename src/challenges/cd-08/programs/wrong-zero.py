def window_peaks(values, k):
    peaks = []
    for i in range(len(values) - k + 1):
        highest = 0
        for value in values[i:i + k]:
            highest = max(highest, value)
        peaks.append(highest)
    return peaks
