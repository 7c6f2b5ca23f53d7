import { useEffect, useState } from 'react'
import { Button } from '../ui/Button.tsx'
import { announce } from '../ui/LiveRegion.tsx'
import './keep-notice.css'

/** Says that this browser was asked. It is no part of the learner's log, which a backup takes to other browsers. */
const ASKED = 'lakescope.storage-asked'

/** Asks once whether the browser may be asked to keep what the learner has done; nothing where that is settled. */
export function KeepNotice() {
  const [isOpen, setOpen] = useState(false)
  useEffect(() => {
    let isGone = false
    const look = async () => {
      const isSettled = navigator.storage?.persist === undefined || localStorage.getItem(ASKED) !== null
      if (!isSettled && !(await navigator.storage.persisted()) && !isGone) setOpen(true)
    }
    // Where it cannot be known there is nothing to ask for.
    look().catch(() => undefined)
    return () => {
      isGone = true
    }
  }, [])
  if (!isOpen) return undefined
  const settle = (answer: string) => {
    setOpen(false)
    try {
      localStorage.setItem(ASKED, answer)
    } catch {
      // Where nothing can be stored there is nothing to keep either; it may be asked again.
    }
  }
  const keep = async () => {
    const isKept = await navigator.storage.persist()
    settle(isKept ? 'kept' : 'refused')
    announce(isKept ? 'The browser keeps it.' : 'The browser did not agree. A backup is in Settings.')
  }
  return (
    <section className="keep-notice" aria-label="Keeping what you do">
      <p>
        What you do here is in this browser alone, and browsers may clear pages that are not visited for weeks. Ask
        yours to keep it?
      </p>
      <Button onPress={() => void keep().catch(() => settle('refused'))}>Ask to keep it</Button>
      <Button onPress={() => settle('no')}>No</Button>
    </section>
  )
}
