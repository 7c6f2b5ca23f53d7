def longest_rise(versions):
    return len(versions)
