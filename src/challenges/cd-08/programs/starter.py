def window_peaks(values, k):
    return []
