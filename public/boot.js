// Runs before the first paint. A classic script in a file of its own: the policy of the page allows no inline one.

// The theme.
{
  let theme = 'system'
  try {
    theme = localStorage.getItem('lakescope.theme') ?? theme
  } catch {
    // Storage can be closed to the page; then the system decides.
  }
  if (theme !== 'light' && theme !== 'dark') {
    theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
  }
  document.documentElement.dataset.theme = theme
}

// The engine's worker. One that does not start is forgotten: the page starts its own and hears why.
{
  const { engine } = document.currentScript.dataset
  if (engine !== undefined) {
    try {
      const worker = new Worker(engine, { type: 'module', name: 'engine' })
      worker.onerror = () => (globalThis.lakescopeEngine = undefined)
      globalThis.lakescopeEngine = worker
    } catch {
      // The same.
    }
  }
}

// The lab that is shown first is on its way while the first script is still compiled; nothing of it runs yet.
{
  const { lab, labFiles } = document.currentScript.dataset
  const place = location.hash.slice(1)
  if (labFiles !== undefined && (place === '' || place === '/' || place.startsWith(`/labs/${lab}`))) {
    for (const href of labFiles.split(' ')) {
      const isStyle = href.endsWith('.css')
      document.head.append(
        Object.assign(
          document.createElement('link'),
          isStyle ? { rel: 'preload', as: 'style', crossOrigin: '' } : { rel: 'modulepreload' },
          { href },
        ),
      )
    }
  }
}
