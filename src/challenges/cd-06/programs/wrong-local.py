from collections import Counter


def find_top(partitions, k):
    sums = Counter()
    for words in partitions:
        for word, count in rank(Counter(words), k):
            sums[word] += count
    return rank(sums, k)


def rank(counts, k):
    return sorted(counts.items(), key=lambda row: (-row[1], row[0]))[:k]
