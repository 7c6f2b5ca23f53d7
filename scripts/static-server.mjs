import { createReadStream, statSync } from 'node:fs'
import { createServer } from 'node:http'
import path from 'node:path'

/** @type {Record<string, string>} */
const MIME_TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.parquet': 'application/vnd.apache.parquet',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
  '.zip': 'application/zip',
}

/**
 * A static host like any other: files of `root`, index.html for folders, 404 for the rest, no headers a plain host would
 * not send.
 * @param {string} root
 * @param {readonly string[]} [mounts] URL paths, each beginning and ending with "/", under which root is served
 */
export function createStaticServer(root, mounts = ['/']) {
  const longestFirst = [...mounts].sort((a, b) => b.length - a.length)
  return createServer((request, response) => {
    const answer = planAnswer(root, longestFirst, request.method ?? 'GET', request.url ?? '/')
    response.writeHead(answer.status, answer.headers)
    if (answer.file === undefined || request.method === 'HEAD') return void response.end()
    createReadStream(answer.file)
      .on('error', () => response.destroy())
      .pipe(response)
  })
}

/**
 * What to answer, without answering: reads the file system, writes nothing.
 * @param {string} root
 * @param {readonly string[]} mounts longest first
 * @param {string} method
 * @param {string} url
 * @returns {{ status: number, headers: Record<string, string | number>, file?: string }}
 */
export function planAnswer(root, mounts, method, url) {
  if (method !== 'GET' && method !== 'HEAD') return { status: 405, headers: { allow: 'GET, HEAD' } }
  const pathname = url.split(/[?#]/, 1)[0] ?? '/'
  const mount = mounts.find((prefix) => pathname.startsWith(prefix))
  const name = mount === undefined ? undefined : tryDecode(pathname.slice(mount.length))
  if (name === undefined || name.includes('\0')) return { status: 404, headers: {} }
  const file = path.resolve(root, name)
  if (file !== root && !file.startsWith(root + path.sep)) return { status: 404, headers: {} }
  const stats = statSync(file, { throwIfNoEntry: false })
  if (stats?.isDirectory() && !pathname.endsWith('/')) return { status: 301, headers: { location: `${pathname}/` } }
  return planFile(stats?.isDirectory() ? path.join(file, 'index.html') : file)
}

/**
 * @param {string} file
 * @returns {{ status: number, headers: Record<string, string | number>, file?: string }}
 */
function planFile(file) {
  const stats = statSync(file, { throwIfNoEntry: false })
  if (!stats?.isFile()) return { status: 404, headers: {} }
  return {
    status: 200,
    headers: {
      'content-type': MIME_TYPES[path.extname(file)] ?? 'application/octet-stream',
      'content-length': stats.size,
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
    },
    file,
  }
}

/** @param {string} text */
function tryDecode(text) {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

/**
 * Listens on 127.0.0.1 at the port, or at a free one when it is taken.
 * @param {import('node:http').Server} server
 * @param {number} port
 * @returns {Promise<number>} the port it listens on
 */
export function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code !== 'EADDRINUSE' || port === 0) return reject(error)
      resolve(listen(server, 0))
    })
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
}
