from collections import deque


def window_peaks(values, k):
    kept = deque()
    peaks = []
    for i, value in enumerate(values):
        while kept and values[kept[-1]] <= value:
            kept.pop()
        kept.append(i)
        if kept[0] <= i - k:
            kept.popleft()
        peaks.append(values[kept[0]])
    return peaks
