from heapq import merge


def merge_runs(runs, buffers):
    if buffers < 3:
        raise ValueError('a merge needs three buffers')
    fan_in = buffers - 1
    passes = written = 0
    while len(runs) > 1:
        merged = []
        for at in range(0, len(runs), fan_in):
            group = runs[at:at + fan_in]
            run = list(merge(*group))
            written += len(run)
            merged.append(run)
        runs = merged
        passes += 1
    return {'rows': runs[0] if runs else [], 'passes': passes, 'written': written}
