/** A table as the worker takes it: files of a folder by their paths, or one archive. By its `id` the worker knows it again. */
export type TableSource = { readonly id: string; readonly name: string } & (
  | { readonly kind: 'folder'; readonly files: readonly { path: string; file: File }[] }
  | { readonly kind: 'archive'; readonly file: File }
)

let opened = 0

export function sourceOfArchive(file: File): TableSource {
  return { kind: 'archive', id: `table-${++opened}`, name: file.name, file }
}

/** A folder that was dropped on another page. */
export async function sourceOfEntry(
  folder: FileSystemDirectoryEntry,
  onFound: (count: number) => void,
): Promise<TableSource> {
  return sourceOfFolder(folder.name, await walk([folder], onFound))
}

function sourceOfFolder(name: string, files: readonly { path: string; file: File }[]): TableSource {
  return { kind: 'folder', id: `table-${++opened}`, name, files }
}

/** What was picked in a dialog: of a folder its files know their paths. */
export function sourceOfPicked(files: readonly File[]): TableSource | undefined {
  const [first] = files
  if (first === undefined) return undefined
  if (first.webkitRelativePath === '') return sourceOfArchive(first)
  const name = first.webkitRelativePath.split('/')[0] ?? first.name
  return sourceOfFolder(
    name,
    files.map((file) => ({ path: file.webkitRelativePath, file })),
  )
}

/**
 * What was dropped: a folder is walked. Must be called while the event is handled, since afterwards its items are gone.
 * Undefined when nothing of it is a file. `onFound` is told how many files there are so far.
 */
export function sourceOfDropped(
  data: DataTransfer,
  onFound: (count: number) => void,
): Promise<TableSource | undefined> | undefined {
  const entries = [...data.items].flatMap((item) => item.webkitGetAsEntry() ?? [])
  const [first] = entries
  if (first === undefined) {
    const [file] = data.files
    return file === undefined ? undefined : Promise.resolve(sourceOfArchive(file))
  }
  if (entries.length === 1 && isFileEntry(first)) {
    return fileOf(first).then(sourceOfArchive)
  }
  return walk(entries, onFound).then((files) => sourceOfFolder(first.name, files))
}

async function walk(
  entries: readonly FileSystemEntry[],
  onFound: (count: number) => void,
): Promise<{ path: string; file: File }[]> {
  const files: { path: string; file: File }[] = []
  const open = [...entries]
  for (let entry = open.pop(); entry !== undefined; entry = open.pop()) {
    if (isFileEntry(entry)) {
      files.push({ path: entry.fullPath.replace(/^\//, ''), file: await fileOf(entry) })
      if (files.length % TOLD_EVERY === 0) onFound(files.length)
    } else if (isFolder(entry)) open.push(...(await entriesOf(entry)))
  }
  return files
}

const TOLD_EVERY = 500

function isFileEntry(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject))
}

/** A folder gives a hundred entries at a time, and none at its end. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const entries: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (some.length === 0) return entries
    entries.push(...some)
  }
}
