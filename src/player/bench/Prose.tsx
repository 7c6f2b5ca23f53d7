import { Fragment } from 'react'

/** A paragraph in which **two stars** stand around what is strong. */
export function Prose({ text }: { readonly text: string }) {
  const parts = text.split('**')
  return (
    <p>
      {parts.map((part, index) => (
        <Fragment key={index}>{index % 2 === 1 ? <b>{part}</b> : part}</Fragment>
      ))}
    </p>
  )
}
