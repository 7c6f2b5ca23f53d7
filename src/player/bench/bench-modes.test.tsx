// @vitest-environment happy-dom
import { act, fireEvent, render, screen, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { createTestSession, testLab } from './gate-lab.tsx'
import { PredictInspector } from './PredictInspector.tsx'
import { inspector, seek, setUpBench, setWidths, show, story } from './test-bench.tsx'

setUpBench()

describe('forks', () => {
  it('are offered at the playhead and chosen by number; the focus comes back', async () => {
    const { session, user } = show()
    seek(session, 50)
    const slider = screen.getByRole('slider', { name: 'Playhead' })
    slider.focus()
    await user.keyboard('f')
    const menu = within(screen.getByRole('dialog', { name: 'Fork at event 50' }))
    expect(menu.getByText('from the next record on')).toBeTruthy()
    await user.keyboard('1')
    expect(session.branch.spec).toMatchObject({ name: 'strict gate', at: 50 })
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(document.activeElement).toBe(slider)
  })

  it('say why there is nothing to choose', async () => {
    const { user } = show()
    await user.keyboard('f')
    expect(screen.getByText(/Nothing can be done otherwise before the first event.* Step on/)).toBeTruthy()
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('are listed as a tree, deleted with backspace, and brought back', async () => {
    const { session, user } = show()
    seek(session, 50)
    await user.keyboard('f1')
    await user.click(screen.getByRole('button', { name: /strict gate of 2/ }))
    expect(screen.getByRole('dialog', { name: 'Runs and forks' })).toBeTruthy()
    await user.keyboard('{Escape}{Backspace}')
    expect(session.state.branches).toHaveLength(1)
    await user.click(screen.getByRole('button', { name: 'Undo' }))
    expect(session.state.branches).toHaveLength(2)
  })

  it('fold where they are many: the sentence leads to the list, and the list opens', async () => {
    const { session, user } = show()
    for (let i = 0; i < 20; i++) {
      seek(session, 50 + i)
      await user.keyboard('f1')
    }
    expect(session.state.branches).toHaveLength(21)
    expect(document.querySelectorAll('.sentence-act')).toHaveLength(4)
    await user.click(screen.getByRole('button', { name: 'and 16 more' }))
    const list = within(screen.getByRole('dialog', { name: 'Runs and forks' }))
    expect(list.getAllByRole('listitem').length).toBeLessThanOrEqual(15)
    const deepest = Math.max(...list.getAllByRole('listitem').map((row) => parseInt(row.style.paddingLeft, 10) || 0))
    expect(deepest).toBe(70)
    await user.click(list.getByRole('button', { name: /^and \d+ more$/ }))
    expect(list.getAllByRole('listitem')).toHaveLength(21)
    expect(document.activeElement?.closest('[role=dialog]')).not.toBeNull()
    expect(list.getAllByText(/left strict gate, at \d+, from event/).length).toBeGreaterThan(0)
  })
})

describe('comparing', () => {
  it('draws one that is shown alone as what it is, a whole stage', async () => {
    setWidths(800)
    const { session, user } = show()
    seek(session, 50)
    await user.keyboard('f1x')
    await user.keyboard('{Shift>}F{/Shift}')
    expect(screen.queryByRole('img', { name: /^half: / })).toBeNull()
    expect(screen.getAllByRole('img', { name: /^stage: / }).length).toBeGreaterThan(0)
  })

  it('splits the stage and holds both heads at the same work', async () => {
    const { session, user } = show()
    seek(session, 50)
    await user.keyboard('f1x')
    seek(session, 300)
    await user.keyboard('{Shift>}F{/Shift}')
    const halves = screen.getAllByRole('img', { name: /^half: / }).map((half) => half.getAttribute('aria-label'))
    expect(halves).toHaveLength(2)
    expect(halves[0]).toBe(halves[1])
    const [left, right] = screen.getAllByRole('img', { name: /^half: / }).map((half) => half.dataset)
    expect([left?.['at'], right?.['at']]).toEqual([right?.['beside'], left?.['beside']])
    expect(left?.['at']).toBe('300')
    expect(story().getByText('Trunk and fork')).toBeTruthy()
    expect(story().getByRole('row', { name: /^Gate plain gate strict gate/ })).toBeTruthy()
    expect(inspector().getByText('event 51')).toBeTruthy()
    expect(inspector().getAllByText('equal')).toHaveLength(2)
    expect(inspector().getByText('Derived: at the end of both logs')).toBeTruthy()
    expect(screen.getByText(/records$/, { selector: '.equation-same b' })).toBeTruthy()
    const fork = session.state.comparison?.other
    await user.click(screen.getByRole('radio', { name: 'fork' }))
    expect(session.state).toMatchObject({ current: fork, comparison: { other: 'b0' } })
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'fork' }).checked).toBe(true)
  })

  it('counts to the end with words that came later, and says where nothing was counted', async () => {
    let words = false
    const lab = { ...testLab, counters: (moment: never) => (words ? testLab.counters(moment) : []) }
    const { session, user } = show(createTestSession({}, false, lab))
    seek(session, 50)
    await user.keyboard('f1x')
    await user.keyboard('{End}{Shift>}F{/Shift}')
    const atEnd = within(inspector().getByRole('region', { name: 'Derived: at the end of both logs' }))
    expect(atEnd.getByText('None: no counter of either has changed.')).toBeTruthy()
    words = true
    act(() => session.core.refresh())
    expect(atEnd.getAllByRole('row').length).toBeGreaterThan(1)
  })

  it('lets go of the other head with L, moves it alone, and ends with Esc', async () => {
    const { session, user } = show()
    seek(session, 50)
    await user.keyboard('f1x')
    await user.keyboard('{Shift>}F{/Shift}l')
    expect(session.state.comparison?.lock).toBe('nothing')
    fireEvent.change(screen.getByRole('slider', { name: 'Head of the other run' }), { target: { value: '400' } })
    expect(session.state.comparison?.otherPosition).toBe(400)
    expect(session.state.position).toBe(50)
    await user.keyboard('{Escape}')
    expect(session.state.comparison).toBeUndefined()
  })
})

describe('predicting', () => {
  it('marks each answer by a square, and of more than fit by bars of their true lengths', () => {
    const { session } = createTestSession()
    const predictions = {
      certain: { right: 15, total: 16 },
      fairly: { right: 5, total: 20 },
      guess: { right: 34, total: 35 },
      due: [],
    }
    const { container } = render(<PredictInspector session={session} predictions={predictions} />)
    const marks = [...container.querySelectorAll('.squares')].map((row) =>
      [...row.querySelectorAll<HTMLElement>('i')].map((mark) => [mark.className, mark.style.flexGrow]),
    )
    const square = ['square right', '']
    expect(marks).toEqual([
      [...Array.from({ length: 15 }, () => square), ['square wrong', '']],
      [
        ['square bar right', '5'],
        ['square bar wrong', '15'],
      ],
      [
        ['square bar right', '34'],
        ['square bar wrong', '1'],
      ],
    ])
  })

  it('counts an answer when its truth was played, not when it is locked in', () => {
    const { session } = createTestSession()
    const scored = (total: number) => ({
      certain: { right: 0, total: 0 },
      fairly: { right: 0, total },
      guess: { right: 0, total: 0 },
      due: total === 0 ? [] : [{ label: 'Checks', when: '1 wrong' }],
    })
    const { rerender } = render(<PredictInspector session={session} predictions={scored(0)} />)
    act(() => {
      session.predicting.toggle()
      session.predicting.choose(1)
      session.predicting.lockIn()
    })
    rerender(<PredictInspector session={session} predictions={scored(1)} />)
    expect(screen.queryByText('0 of 1')).toBeNull()
    expect(screen.queryByText('Missed before')).toBeNull()
    act(() => session.seek(session.state.prediction?.question.until ?? 0))
    expect(screen.getByText('0 of 1')).toBeTruthy()
    expect(screen.getByText('Missed before')).toBeTruthy()
  })

  it('is not skipped by a key that is held down, only by one that is pressed again', () => {
    const { session } = show()
    seek(session, 40)
    act(() => session.predicting.toggle())
    const { position } = session.state
    for (const repeat of [false, true, true]) fireEvent.keyDown(document.body, { key: 'ArrowRight', repeat })
    expect(session.state).toMatchObject({ position, skipped: 0 })
    expect(screen.getByText(/or by going on once more\.$/)).toBeTruthy()
    fireEvent.keyDown(document.body, { key: 'ArrowRight' })
    expect(session.state).toMatchObject({ position: position + 1, skipped: 1, prediction: undefined })
    fireEvent.keyDown(document.body, { key: 'ArrowRight', repeat: true })
    expect(session.state.position).toBe(position + 2)
  })

  it('hides what comes, takes an answer, plays the truth and tells what was right', async () => {
    // No frame comes between the key that plays the truth and the one that goes to its end.
    vi.stubGlobal('requestAnimationFrame', () => 0)
    const onPrediction = vi.fn()
    const scores = { right: 1, total: 2 }
    const predictions = { certain: scores, fairly: scores, guess: scores, due: [{ label: 'Checks', when: '1 wrong' }] }
    const { session, user, ui } = show(createTestSession(), { onPrediction, predictions })
    await user.keyboard('p')
    expect(story().getAllByRole('heading', { level: 2 })[0]?.textContent).toContain('How often is the record')
    expect(inspector().getAllByRole('img', { name: 'hidden until you answer' })).toHaveLength(2)
    expect(inspector().getAllByText('1 of 2')).toHaveLength(3)
    await user.keyboard('{Enter}')
    expect(onPrediction).not.toHaveBeenCalled()
    await user.click(story().getByRole('radio', { name: 'certain' }))
    await user.keyboard('2{Enter}')
    expect(onPrediction).toHaveBeenCalledWith({
      topic: 'checks',
      topicLabel: 'How many checks',
      right: false,
      confidence: 'certain',
      position: 1,
      chosen: 1,
    })
    expect(story().queryByText(/A plain gate checks/)).toBeNull()
    // How it is marked is there to be read; heard are the steps and the verdict.
    expect(story().getByText('How this is marked')).toBeTruthy()
    expect(story().getByRole('status').textContent).toBe('')
    expect(screen.getByText('Locked in.')).toBeTruthy()
    await user.keyboard('{ArrowRight}{ArrowRight}')
    expect(session.state.position).toBe(4)
    expect(within(story().getByRole('status')).getByText('Not so, and certain')).toBeTruthy()
    expect(story().getByRole('status').textContent).toMatch(/^Not so, and certain \S/)
    expect(ui.getState()).toMatchObject({ phoneTab: 'stage', storyOpen: false })
    const why = screen.getByRole('button', { name: 'Not so, and certain: why' })
    for (const storyOpen of [true, false]) {
      fireEvent.click(why)
      expect(ui.getState()).toMatchObject({ phoneTab: 'story', storyOpen })
      expect(why.getAttribute('aria-expanded')).toBe(String(storyOpen))
    }
    expect(story().getByText('what happened')).toBeTruthy()
    expect(inspector().queryByRole('img', { name: 'hidden until you answer' })).toBeNull()
    await user.keyboard('{Enter}')
    expect(session.state.prediction).toMatchObject({ position: 6, locked: false })
    expect(ui.getState().phoneTab).toBe('story')
    await user.keyboard('{Escape}')
    expect(story().queryByRole('radiogroup')).toBeNull()
  })
})
