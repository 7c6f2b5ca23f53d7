// Sets the theme before the first paint. A classic script in a file of its own: the policy of the page allows no inline one.
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
