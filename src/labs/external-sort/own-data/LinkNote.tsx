import { useEffect, useState } from 'react'
import { Button } from '../../../ui/Button.tsx'
import type { OpenedRun } from './open-run.ts'

/** What came with a link: the sender's words, and what is other here, some of it known in the end. */
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
  const remark = link?.remark
  if (isClosed || (note === '' && remark === undefined && problem === undefined)) return undefined
  return (
    <div className="own-status" role="status">
      {note !== '' && <p>{note}</p>}
      {remark !== undefined && <p>{remark}</p>}
      {problem !== undefined && <p className="bad">{problem}</p>}
      <Button onPress={() => setClosed(true)}>Close</Button>
    </div>
  )
}
