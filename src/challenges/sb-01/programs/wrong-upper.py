class Table:
    def __init__(self):
        self.log = []
        self.version = 0

    def append(self, rows):
        return self._commit('append', rows)

    def overwrite(self, rows):
        return self._commit('overwrite', rows)

    def read(self, version=None):
        target = self.version if version is None else version
        if target > self.version:
            raise ValueError(f'there is no version {target}')
        rows = []
        for entry in self.log:
            if entry['version'] > target:
                break
            rows = entry['rows'] if entry['mode'] == 'overwrite' else rows + entry['rows']
        return rows

    def _commit(self, mode, rows):
        self.version += 1
        self.log.append({'version': self.version, 'mode': mode, 'rows': list(rows)})
        return self.version
