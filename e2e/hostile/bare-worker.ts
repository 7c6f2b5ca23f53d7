/**
 * A worker in the sandbox's frame without a harness: what stands in its way is the frame's policy and its origin alone. It
 * tries each way out and says which did not fail; the first two lead nowhere, and show that it tries.
 */
export const BARE_WORKER = `
  const settle = (promise) => Promise.race([promise, new Promise((_, no) => setTimeout(() => no(new Error('silence')), 1500))])
  const opened = (source) => new Promise((yes, no) => { source.onopen = source.onmessage = yes; source.onerror = no })
  const blobOf = (text) => URL.createObjectURL(new Blob([text], { type: 'text/javascript' }))
  const ways = {
    nothing: () => 1,
    nestedWorker: () => opened(new Worker(blobOf('postMessage(1)'))),
    fetch: (url) => fetch(url),
    fetchBlindly: (url) => fetch(url, { mode: 'no-cors' }),
    fetchData: () => fetch('data:text/plain,x'),
    request: (url) => new Promise((yes, no) => { const r = new XMLHttpRequest(); r.open('GET', url); r.onload = yes; r.onerror = no; r.send() }),
    socket: (url) => opened(new WebSocket(url.replace('http', 'ws'))),
    events: (url) => opened(new EventSource(url)),
    transport: (url) => new WebTransport(url.replace('http', 'https')).ready,
    script: (url) => importScripts(url),
    scriptOfData: () => importScripts('data:text/javascript,1'),
    module: (url) => import(url),
    worker: (url) => opened(new Worker(url)),
    workerThatFetches: (url) => new Promise((yes, no) => {
      const worker = new Worker(blobOf('fetch("' + url + '", { mode: "no-cors" }).then(() => postMessage(1), () => postMessage(0))'))
      worker.onmessage = ({ data }) => (data ? yes() : no(new Error('refused')))
    }),
    font: (url) => new FontFace('stolen', 'url(' + url + ')').load(),
    eval: () => eval('1'),
    function: () => new Function('return 1')(),
    database: () => new Promise((yes, no) => { const r = indexedDB.open('a'); r.onsuccess = yes; r.onerror = no }),
    caches: () => caches.open('a'),
    files: () => navigator.storage.getDirectory(),
    locks: () => navigator.locks.request('a', () => 1),
    cookies: () => cookieStore.get('a'),
    storage: () => localStorage.setItem('a', '1'),
    page: () => parent.document,
    sharedMemory: () => new SharedArrayBuffer(8),
  }
  addEventListener('message', async ({ data, ports: [port] }) => {
    port.postMessage(JSON.stringify({ nonce: data.nonce, kind: 'ready' }))
    const open = []
    for (const [name, way] of Object.entries(ways)) {
      await settle((async () => way(data.payload))()).then(() => open.push(name), () => undefined)
    }
    port.postMessage(open.join())
  }, { once: true })`
