class Conflict(Exception):
    pass


def commit(store, mine):
    entry = {'adds': mine['adds'], 'removes': mine['removes']}
    version = mine['version'] + 1
    while not store.put_if_absent(version, entry):
        winner = store.read(version)
        if set(winner['removes']) & set(mine['removes']):
            raise Conflict('a file that this commit removes is gone')
        if (mine['whole'] or mine['removes']) and (winner['adds'] or winner['removes']):
            raise Conflict('what this commit has read is no longer so')
        version += 1
    return version


class Store:
    """Entries by version, and others that want to write too. Leave it as it is."""

    def __init__(self, log, rivals):
        self.log = log
        self.rivals = rivals

    @property
    def newest(self):
        return len(self.log) - 1

    def read(self, version):
        return self.log[version]

    def put_if_absent(self, version, entry):
        if version > len(self.log):
            raise IndexError('a version would be left out')
        if version < len(self.log):
            return False
        is_first = not self.rivals
        self.log.append(entry if is_first else self.rivals.pop(0))
        return is_first


def race(log, rivals, mine):
    """What the judge calls. Leave it as it is."""
    everything = list(log)
    store = Store(everything, list(rivals))
    try:
        version = commit(store, mine)
    except Conflict:
        return 'conflict'
    return {'version': version, 'log': everything}
