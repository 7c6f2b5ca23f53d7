import { useEffect, useState } from 'react'
import { Button } from '../../../ui/Button.tsx'
import type { OpenedRun } from './open-run.ts'

/** What came with a link: the sender's words, and what differs here once that is known. */
export function LinkNote({ link }: Pick<OpenedRun, 'link'>) {
  const [problem, setProblem] = useState<string>()
  const [isClosed, setClosed] = useState(false)
  useEffect(() => {
    let isGone = false
    void link?.problem.then((found) => {
      if (!isGone) setProblem(found)
    })
    return () => {
      isGone = true
    }
  }, [link])
  const note = link?.note ?? ''
  if (isClosed || (note === '' && problem === undefined)) return undefined
  return (
    <div className="own-status" role="status">
      {note !== '' && <p>{note}</p>}
      {problem !== undefined && <p className="bad">{problem}</p>}
      <Button onPress={() => setClosed(true)}>Close</Button>
    </div>
  )
}
