import type { FileNode, FileSystem, Machine } from './python-boot.ts'

/** The state of an interpreter: all of its memory, and what Pyodide holds for it outside. */
export interface State {
  /** Remembers it as it is now. */
  readonly keep: () => void
  /** Puts it back. Whatever a program has changed is unchanged then, by what way ever it came there. */
  readonly restore: () => void
}

export function createState(machine: Machine): State {
  const memory = createMemory(machine)
  let restoreFiles = (): void => undefined
  let restoreObjects = (): void => undefined
  return {
    keep() {
      memory.keep()
      restoreFiles = keepFiles(machine.FS)
      restoreObjects = keepObjects(machine)
    },
    restore() {
      restoreFiles()
      restoreObjects()
      memory.restore()
    },
  }
}

function createMemory(machine: Machine): State {
  let used = 0
  let kept = new Uint8Array(0)
  return {
    keep() {
      used = machine._sbrk(0)
      if (kept.length < used) kept = new Uint8Array(machine.HEAPU8.length)
      kept.set(machine.HEAPU8.subarray(0, used))
    },
    restore() {
      const end = machine._sbrk(0)
      const memory = machine.HEAPU8
      memory.set(kept.subarray(0, used))
      // A program that wrote where it should not may have changed where memory ends.
      const isSane = end >= used && end <= memory.length
      memory.fill(0, used, isSane ? end : memory.length)
    },
  }
}

/** Python names objects of JavaScript by their place in a table. */
function keepObjects(machine: Machine): () => void {
  const kept: unknown[] = []
  try {
    for (;;) kept.push(machine.__hiwire_get(kept.length))
  } catch {
    // It throws at the first place that was never used.
  }
  return () => {
    for (let i = 0; i < kept.length; i++) machine.__hiwire_set(i, kept[i])
  }
}

type KeptNode =
  | { readonly kind: 'folder'; readonly mode: number; readonly nodes: ReadonlyMap<string, KeptNode> }
  | { readonly kind: 'file'; readonly mode: number; readonly bytes: Uint8Array }

const OUTSIDE = new Set(['/dev', '/proc'])

function keepFiles(fs: FileSystem): () => void {
  const kept = keepNode(fs, fs.root, '')
  const streams = [...fs.streams]
  const folder = fs.cwd()
  return () => {
    fs.streams = [...streams]
    streams.forEach((stream, fd) => {
      // A stream that is closed forgets its number.
      if (stream) stream.fd = fd
    })
    const { ignorePermissions } = fs
    fs.ignorePermissions = true
    fs.chdir('/')
    restoreNode(fs, fs.root, kept, '')
    fs.chdir(folder)
    fs.ignorePermissions = ignorePermissions
  }
}

function keepNode(fs: FileSystem, node: FileNode, path: string): KeptNode {
  const { mode } = node
  if (!fs.isDir(mode)) return { kind: 'file', mode, bytes: fs.readFile(path) }
  const nodes = new Map<string, KeptNode>()
  for (const [name, each] of listNodes(node, path)) nodes.set(name, keepNode(fs, each, `${path}/${name}`))
  return { kind: 'folder', mode, nodes }
}

function listNodes({ contents }: FileNode, path: string): [string, FileNode][] {
  return Object.entries(contents as Record<string, FileNode>).filter(([name]) => !OUTSIDE.has(`${path}/${name}`))
}

function restoreNode(fs: FileSystem, node: FileNode, kept: KeptNode, path: string): void {
  if (node.mode !== kept.mode) fs.chmod(path === '' ? '/' : path, kept.mode)
  if (kept.kind === 'file') return restoreBytes(fs, node, kept.bytes, path)
  const now = new Map(listNodes(node, path))
  for (const [name, each] of now) {
    const before = kept.nodes.get(name)
    if (before !== undefined && fs.isDir(each.mode) === (before.kind === 'folder') && !fs.isLink(each.mode)) continue
    removeNode(fs, each, `${path}/${name}`)
    now.delete(name)
  }
  for (const [name, before] of kept.nodes) {
    const at = `${path}/${name}`
    if (!now.has(name)) createNode(fs, before, at)
    restoreNode(fs, now.get(name) ?? nodeAt(node, name), before, at)
  }
}

function nodeAt({ contents }: FileNode, name: string): FileNode {
  return (contents as Record<string, FileNode>)[name] as FileNode
}

function restoreBytes(fs: FileSystem, { contents }: FileNode, kept: Uint8Array, path: string): void {
  const isSame = contents instanceof Uint8Array && contents.length === kept.length
  if (isSame) contents.set(kept)
  else fs.writeFile(path, kept)
}

function createNode(fs: FileSystem, kept: KeptNode, path: string): void {
  if (kept.kind === 'folder') fs.mkdir(path, kept.mode)
  else fs.writeFile(path, kept.bytes)
}

function removeNode(fs: FileSystem, node: FileNode, path: string): void {
  if (!fs.isDir(node.mode)) return fs.unlink(path)
  for (const [name, each] of listNodes(node, path)) removeNode(fs, each, `${path}/${name}`)
  fs.rmdir(path)
}
