from collections import deque


def window_peaks(values, k):
    kept = deque()
    peaks = []
    for i, value in enumerate(values):
        if i >= k and kept and kept[0] == values[i - k]:
            kept.popleft()
        while kept and kept[-1] <= value:
            kept.pop()
        kept.append(value)
        if i >= k - 1:
            peaks.append(kept[0])
    return peaks
