import { useEffect, useRef, useState } from 'react'
import { formatCount } from '../../../base/format.ts'
import { ask, AskError, type Asking, type Engine } from '../../../player/ask.ts'
import { Button } from '../../../ui/Button.tsx'
import { announce } from '../../../ui/LiveRegion.tsx'
import { saveBlob } from './save-blob.ts'

type Step =
  | { readonly type: 'idle' }
  | { readonly type: 'packing'; readonly told: string }
  | { readonly type: 'failed'; readonly why: string }

export interface SaveTableProps {
  readonly table: Engine
  readonly name: string
}

/** Saves the folder of the table as a zip, with the lines that open it elsewhere. */
export function SaveTable({ table, name }: SaveTableProps) {
  const [step, setStep] = useState<Step>({ type: 'idle' })
  const asking = useRef<Asking>(undefined)
  useEffect(() => () => asking.current?.stop(), [])
  const save = (): void => {
    setStep({ type: 'packing', told: 'packing' })
    const own = ask(table, 'export-own-table', { name }, (done, total, unit) =>
      setStep({ type: 'packing', told: `${formatCount(done)} of ${formatCount(total)} ${unit}` }),
    )
    asking.current = own
    own.answer
      .then((bytes) => {
        if (!(bytes instanceof Uint8Array)) throw new TypeError('the archive is not bytes')
        saveBlob(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'application/zip' }), zipName(name))
        setStep({ type: 'idle' })
        announce(`${name} is saved as a zip.`)
      })
      .catch((error: unknown) => {
        const isStopped = error instanceof AskError && error.code === 'STOPPED'
        setStep(isStopped ? { type: 'idle' } : { type: 'failed', why: String((error as Error).message) })
      })
  }
  if (step.type === 'packing') {
    return (
      <>
        <Button onPress={() => asking.current?.stop()}>Stop packing</Button>
        <span className="i3">{step.told}</span>
      </>
    )
  }
  return (
    <>
      <Button onPress={save}>Save as a zip</Button>
      {step.type === 'failed' && <span className="bad">{step.why}</span>}
    </>
  )
}

function zipName(name: string): string {
  return `${name.replace(/\.(zip|tar|tar\.gz|tgz)$/i, '')}.zip`
}
