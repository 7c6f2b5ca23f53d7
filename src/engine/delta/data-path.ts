import { DeltaError } from './delta-error.ts'

/** A path of the log, decoded: inside the table's folder, or somewhere else. */
export type DataPath =
  { readonly kind: 'inside'; readonly path: string } | { readonly kind: 'outside'; readonly path: string }

const URI = /^([A-Za-z][A-Za-z0-9+.-]*):(?=\/|\{)/
/** Means the same decoded and as it stands. */
const PLAIN = /^[^/%:.][^%:]*$/

/**
 * Decodes a path of the log once (RFC 2396) and resolves `.` and `..`. `file:/x`, `file:///x` and `/x` are one path; an
 * absolute path below `rootPath` is inside. Throws DELTA_CANNOT_RECONSTRUCT_PATH_FROM_URI when it cannot be decoded.
 */
export function parseDataPath(raw: string, rootPath: string | undefined, where: string): DataPath {
  if (isPlain(raw)) return { kind: 'inside', path: raw }
  const scheme = URI.exec(raw)?.[1]?.toLowerCase()
  if (scheme !== undefined && scheme !== 'file') return { kind: 'outside', path: decode(raw, where) }
  const rest = scheme === undefined ? raw : raw.slice('file:'.length)
  const decoded = decode(rest.startsWith('//') ? rest.replace(/^\/\/[^/]*/, '') : rest, where)
  const isAbsolute = decoded.startsWith('/') || scheme !== undefined
  const path = resolveDots(decoded)
  if (!isAbsolute) {
    return path === undefined ? { kind: 'outside', path: decoded } : { kind: 'inside', path }
  }
  const absolute = `/${path ?? ''}`
  const root = rootPath?.replace(/\/+$/, '')
  const isBelow = root !== undefined && absolute.startsWith(`${root}/`)
  return isBelow ? { kind: 'inside', path: absolute.slice(root.length + 1) } : { kind: 'outside', path: absolute }
}

/** The path by which files of the log are told apart. Never throws: what cannot be decoded stands for itself. */
export function canonicalPath(raw: string, rootPath: string | undefined): string {
  if (isPlain(raw)) return raw
  try {
    const parsed = parseDataPath(raw, rootPath, raw)
    return parsed.kind === 'inside' ? parsed.path : `:${parsed.path}`
  } catch {
    return `:${raw}`
  }
}

/** True for what can be decoded and names more than the table's folder itself. */
export function isFilePath(raw: string): boolean {
  if (isPlain(raw)) return true
  try {
    const { path } = parseDataPath(raw, undefined, raw)
    return path !== '' && path !== '/' && !path.includes('\0')
  } catch {
    return false
  }
}

/** True for a canonical path that is not inside the table's folder. */
export function isOutside(canonical: string): boolean {
  return canonical.startsWith(':')
}

/** The path of a file in the store. Throws DELTA_PATH_OUTSIDE_TABLE for one outside. */
export function ensureInside(raw: string, rootPath: string | undefined, where: string): string {
  const parsed = parseDataPath(raw, rootPath, where)
  if (parsed.kind === 'inside' && parsed.path !== '' && !parsed.path.includes('\0')) return parsed.path
  throw new DeltaError(
    'DELTA_PATH_OUTSIDE_TABLE',
    `${raw} lies outside the folder that was opened, so its rows cannot be read; open the table where that file is too`,
    where,
  )
}

function isPlain(raw: string): boolean {
  return PLAIN.test(raw) && !raw.includes('//') && !raw.includes('/.') && !raw.endsWith('/')
}

function decode(raw: string, where: string): string {
  try {
    return decodeURIComponent(raw)
  } catch {
    throw new DeltaError('DELTA_CANNOT_RECONSTRUCT_PATH_FROM_URI', `the path ${raw} is not a valid URI`, where)
  }
}

/** Without empty and `.` segments, `..` resolved; undefined when it leads above its begin. */
function resolveDots(path: string): string | undefined {
  const kept: string[] = []
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue
    if (segment !== '..') kept.push(segment)
    else if (kept.pop() === undefined) return undefined
  }
  return kept.join('/')
}
