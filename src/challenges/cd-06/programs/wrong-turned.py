from collections import Counter


def find_top(partitions, k):
    counts = Counter()
    for words in partitions:
        counts.update(words)
    upwards = sorted(counts.items(), key=lambda row: (row[1], row[0]))
    return upwards[::-1][:k]
