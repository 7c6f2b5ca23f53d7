from heapq import merge


def merge_runs(runs, buffers):
    if buffers < 3:
        raise ValueError('a merge needs three buffers')
    fan_in = buffers - 1
    passes = written = 0
    while len(runs) > 1:
        run = list(merge(*runs[:fan_in]))
        written += len(run)
        runs = [run] + runs[fan_in:]
        passes += 1
    return {'rows': runs[0] if runs else [], 'passes': passes, 'written': written}
