def find_top(partitions, k):
    searches = [word for words in partitions for word in words]
    rows = [[word, searches.count(word)] for word in set(searches)]
    return sorted(rows, key=lambda row: (-row[1], row[0]))[:k]
