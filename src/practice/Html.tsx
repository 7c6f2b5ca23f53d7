/** Text that the build has made of our own Markdown. Nothing that a learner writes goes here. */
export function Html({ html, className }: { readonly html: string; readonly className: string }) {
  return <div className={className} dangerouslySetInnerHTML={{ __html: html }} />
}
