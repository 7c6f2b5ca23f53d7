// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { createTestSession, GateEvent, testLab } from './gate-lab.tsx'
import { showStage } from './bench-ui.ts'
import { benchCommands } from './commands.ts'
import { inspector, seek, setUpBench, show, story } from './test-bench.tsx'

setUpBench()

describe('a run that is written', () => {
  const worked = () => screen.queryAllByRole('button', { name: 'Stop here' }).length

  it('is told of once, with one way to stop it', () => {
    const test = createTestSession({}, true)
    show(test)
    act(() => void test.worker.release(3))
    expect(screen.getAllByText(/^writing/)).toHaveLength(1)
    expect(worked()).toBe(1)
    seek(test.session, 0)
    act(() => test.session.marking.setWindow({ from: 0, to: 50 }))
    expect(screen.getAllByText(/^writing/)).toHaveLength(1)
    expect(worked()).toBe(1)
  })

  it('is only named where the lab has a bar of its own for it', () => {
    const test = createTestSession({}, true, { ...testLab, hasOwnBar: true })
    show(test)
    act(() => void test.worker.release(3))
    expect(screen.getAllByText('writing')).toHaveLength(1)
    expect(worked()).toBe(0)
  })
})

describe('the panels', () => {
  it('show the moment at the playhead, all of them the same one', () => {
    const { session } = show()
    seek(session, 101)
    const { passed } = session.branch.stateAt(101) as { passed: number }
    expect(screen.getByRole('img', { name: `stage: ${passed} passed` })).toBeTruthy()
    expect(inspector().getByText('Recorded: event 101')).toBeTruthy()
    expect(story().getByText(String(passed))).toBeTruthy()
    expect(screen.getByText('nothing + 101 events')).toBeTruthy()
    expect(screen.getByRole('slider', { name: 'Playhead' }).getAttribute('aria-valuetext')).toBe(
      `event 101 of 525, ${session.lab.kinds[session.branch.log.kindOf(101)]?.label}, ${passed} passed after event 101, passing`,
    )
  })

  it('light the line that the last event executed, and jump to a step of the story', async () => {
    const { session, user } = show()
    seek(session, 1)
    expect(story().getByText('read r').closest('li')?.getAttribute('aria-current')).toBe('true')
    await user.click(story().getByRole('button', { name: /Pass all records/ }))
    expect(session.state.position).toBe(6)
    expect(story().queryByRole('button', { name: /Done/ })).toBeNull()
  })

  it('set and remove a breakpoint on a line', async () => {
    const { session, user } = show()
    seek(session, 200)
    await user.click(await story().findByRole('button', { name: 'Stop at line 4' }))
    expect(session.state.breakpoints).toMatchObject([{ kind: GateEvent.write, text: undefined }])
    await user.click(story().getByRole('button', { name: 'Stop at line 4', pressed: true }))
    expect(session.state.breakpoints).toEqual([])
  })

  it('count since the last checkpoint and hold the measured beside the theory', () => {
    const { session, idle } = show()
    act(idle)
    seek(session, 300)
    const { log } = session.branch
    const row = within(inspector().getByRole('row', { name: /Checks.*[+]/ }))
    const since = log.count(GateEvent.check, 300) - log.count(GateEvent.check, 256)
    expect(row.getByText(String(log.count(GateEvent.check, 300)))).toBeTruthy()
    expect(row.getByText(`+${since}`)).toBeTruthy()
    const measured = inspector().getByText('measured', { selector: '.visually-hidden' })
    expect(measured.parentElement?.textContent).toBe(`measured ${log.count(GateEvent.check, 300)}`)
  })

  it('show the stage as a table, two hundred rows at a time', async () => {
    const { user } = show()
    await user.click(inspector().getByRole('tab', { name: 'State' }))
    const table = () => within(inspector().getByRole('table', { name: 'The gate' }))
    expect(table().getAllByRole('row')).toHaveLength(201)
    await user.click(inspector().getByRole('button', { name: 'next' }))
    expect(table().getAllByRole('row')).toHaveLength(51)
    expect(inspector().getByText('rows 201 to 250 of 250')).toBeTruthy()
  })

  it('tell the history of the mark that is pressed, and leave it', async () => {
    const { session, user } = show()
    seek(session, 2)
    await user.click(screen.getByTestId('mark'))
    const key = session.branch.log.event(2).a
    const history = within(inspector().getByRole('region', { name: `key ${key}` }))
    expect(history.getAllByRole('button').length).toBeGreaterThan(3)
    await user.click(history.getByRole('button', { name: /^5/ }))
    expect(session.state.position).toBe(5)
    await user.keyboard('{Escape}')
    expect(session.state.selected).toBeUndefined()
  })

  it("can be the page's own", () => {
    show(createTestSession(), { story: <p>my story</p>, inspector: <p>my list</p>, notice: <p>a note</p> })
    expect(story().getByText('my story')).toBeTruthy()
    expect(inspector().getByText('my list')).toBeTruthy()
    expect(screen.getByText('a note')).toBeTruthy()
  })
})

describe('on a phone', () => {
  it('the panels are named by what they hold, and what lies under the story goes while a question is open', () => {
    const test = createTestSession()
    show(test, { inspector: <p>own list</p>, inspectorName: 'Labs', underStory: <p>under it</p> })
    const panels = within(screen.getByRole('tablist', { name: 'Panels' }))
    expect(panels.getAllByRole('tab').map((tab) => tab.textContent)).toEqual(['Story', 'Stage', 'Labs'])
    const aside = panels.getByRole('tab', { name: 'Labs' }).getAttribute('aria-controls')
    expect(document.getElementById(aside ?? '')).toBe(screen.getByRole('region', { name: 'Labs' }))
    expect(story().queryByText('under it')).not.toBeNull()
    // On a tablet the edge that opens it is named so too.
    expect(screen.getByRole('button', { name: 'Labs' }).className).toBe('rail')
    seek(test.session, 100)
    act(() => test.session.predicting.ask(100, 0))
    expect(story().queryByText('under it')).toBeNull()
  })
})

describe('keys and transport', () => {
  it('step, play and pause, and say what a step did', async () => {
    const { session, user } = show()
    await user.keyboard('{ArrowRight}{ArrowRight}')
    expect(session.state.position).toBe(2)
    await waitFor(() => expect(screen.getAllByRole('status')[0]?.textContent).toBe('0 passed after event 2'))
    await user.keyboard(' ')
    expect(session.state.direction).toBe(1)
    expect(screen.getByRole('button', { name: 'Pause' })).toBeTruthy()
    await user.keyboard(' ')
    expect(session.state.direction).toBe(0)
    await user.click(screen.getByRole('button', { name: 'To the end' }))
    expect(session.state.position).toBe(525)
  })

  it('move the playhead with the frames while playing', async () => {
    const { session } = show()
    act(() => session.core.set({ speed: 1000 }))
    act(() => session.play(1))
    await waitFor(() => expect(session.state.position).toBeGreaterThan(20), { timeout: 3000 })
    act(() => session.pause())
  })

  it('tell a new speed where people who hear the page listen already', async () => {
    const { user } = show()
    const heard = screen.getAllByRole('status')
    await user.keyboard(']')
    expect(heard.map((region) => region.textContent)).toContain('Speed: 200/s')
  })

  it('mark a speed that stands in the gutter, and not what can be undone beside it', async () => {
    const { session, user } = show()
    await user.keyboard(']')
    const notice = screen.getByText('Speed: 200/s').parentElement
    expect(notice?.dataset['about']).toBe('speed')
    act(() => session.core.set({ looking: 'Looking for it.' }))
    expect(notice?.dataset['about']).toBeUndefined()
    act(() => session.core.set({ looking: undefined, notice: 'Speed: 200/s, the fastest' }))
    expect(notice?.dataset['about']).toBeUndefined()
  })

  it('stop playing when the page is hidden', () => {
    const { session } = show()
    act(() => session.play(1))
    vi.spyOn(document, 'hidden', 'get').mockReturnValue(true)
    act(() => void document.dispatchEvent(new Event('visibilitychange')))
    expect(session.state.direction).toBe(0)
  })

  it('leave space to a focused button and letters to a field', async () => {
    const { session, user } = show()
    screen.getByRole('button', { name: 'One event on' }).focus()
    await user.keyboard(' ')
    expect(session.state).toMatchObject({ position: 1, direction: 0 })
    await user.keyboard('b')
    await user.keyboard('fork')
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: /Mark event/ }).value).toBe('fork')
    expect(session.state.branches).toHaveLength(1)
  })

  it('can do without single letters', async () => {
    const { session, ui, user } = show(createTestSession(), { singleLetterKeys: false })
    seek(session, 10)
    await user.keyboard('f')
    expect(ui.getState().popover).toBeUndefined()
    await user.keyboard('{ArrowRight}')
    expect(session.state.position).toBe(11)
  })
})

describe('the sentence', () => {
  const memory = () => screen.getByRole('spinbutton', { name: 'page' })

  it('changes a number by keys, once it stands still', async () => {
    const { session } = show()
    memory().focus()
    // In one go: it stands still after a while by the clock.
    for (let press = 0; press < 2; press++) fireEvent.keyDown(memory(), { key: 'ArrowUp' })
    expect(memory().textContent).toBe('6')
    expect(session.state.branches).toHaveLength(1)
    await waitFor(() => expect(session.branch.spec.name).toBe('page 4 to 6'))
    expect(screen.getByText(/^of 2$/)).toBeTruthy()
  })

  it('changes a number by a sideways drag', async () => {
    const { session } = show()
    fireEvent.pointerDown(memory(), { button: 0, clientX: 100, pointerId: 1 })
    fireEvent.pointerMove(memory(), { clientX: 125, pointerId: 1 })
    expect(memory().textContent).toBe('7')
    fireEvent.pointerUp(memory(), { pointerId: 1 })
    await waitFor(() => expect(session.branch.spec.params['page']).toBe(7))
  })

  it('takes a typed number, and says why it does not take another', async () => {
    const { session, user } = show()
    memory().focus()
    await user.keyboard('12{Enter}')
    await waitFor(() => expect(session.branch.spec.params['page']).toBe(12))
    await user.keyboard('31{Enter}')
    const reason = await screen.findByText('a page holds 30 records; 31 is too many')
    expect(memory().getAttribute('aria-invalid')).toBe('true')
    expect(memory().getAttribute('aria-describedby')).toBe(reason.id)
    expect(memory().textContent).toBe('31')
    expect(session.branch.spec.params['page']).toBe(12)
    await user.keyboard('{Escape}')
    expect(session.state.refusal).toBeUndefined()
    expect(memory().textContent).toBe('12')
  })

  it('refuses what is no number', async () => {
    const { user } = show()
    memory().focus()
    await user.keyboard('{Enter}')
    const field = screen.getByRole('textbox', { name: 'page' })
    await user.clear(field)
    await user.type(field, 'lots{Enter}')
    expect(await screen.findByText('page: "lots" is no number')).toBeTruthy()
  })

  it('opens the list of a choice and takes one with the keys', async () => {
    const { session, user } = show()
    const gate = screen.getByRole('combobox', { name: 'gate' })
    gate.focus()
    await user.keyboard('{Enter}')
    expect(screen.getAllByRole('option')).toHaveLength(2)
    await user.keyboard('{ArrowDown}{Enter}')
    expect(session.branch.spec.params['gate']).toBe('strict')
    expect(screen.queryByRole('listbox')).toBeNull()
  })

  it('says from where on a fork does otherwise', () => {
    const { session } = show()
    seek(session, 50)
    act(() => session.branching.fork({ type: 'gate', value: 'strict', name: 'strict gate', note: '' }))
    expect(screen.getByText(/From event 50 on/).textContent).toContain('strict gate')
  })

  it('says nothing of a fork that was left before its own act', () => {
    const { session } = show()
    seek(session, 50)
    act(() => session.branching.fork({ type: 'gate', value: 'strict', name: 'strict gate', note: '' }))
    seek(session, 40)
    act(() => session.branching.fork({ type: 'gate', value: 'strict', name: 'strict sooner', note: '' }))
    expect(screen.getAllByText(/From event/).map(({ textContent }) => textContent)).toEqual([
      'From event 40 on: strict sooner.',
    ])
  })
})

describe('marks', () => {
  it('are named in place, listed and removed', async () => {
    const { session, user } = show()
    seek(session, 50)
    await user.keyboard('b')
    await user.keyboard('gate opens{Enter}')
    expect(session.state.bookmarks).toMatchObject([{ label: 'gate opens', position: 50 }])
    await user.keyboard('b')
    const form = within(screen.getByRole('dialog', { name: 'Bookmarks and breakpoints' }))
    await user.selectOptions(form.getByRole('combobox', { name: 'Stop at' }), 'pass')
    await user.type(form.getByRole('textbox', { name: 'whose record has' }), 'r9')
    await user.click(form.getByRole('button', { name: 'Add' }))
    expect(session.state.breakpoints).toMatchObject([{ kind: GateEvent.pass, text: 'r9' }])
    await user.click(form.getByRole('button', { name: 'Remove gate opens' }))
    expect(session.state.bookmarks).toEqual([])
  })

  it('are removed by keyboard one after the other, and the focus stays inside', async () => {
    const { session, user } = show()
    for (const [position, label] of [
      [50, 'first'],
      [60, 'second'],
      [70, 'third'],
    ] as const)
      act(() => session.marking.addBookmark(label, { branch: session.branch.id, position }))
    await user.keyboard('b')
    screen.getByRole('button', { name: 'Remove second' }).focus()
    await user.keyboard('{Enter}')
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Remove third' }))
    await user.keyboard('{Enter}')
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Remove first' }))
    await user.keyboard('{Enter}')
    expect(session.state.bookmarks).toEqual([])
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('textbox', { name: /^Mark event/ })))
  })

  it('without a name of their own say once where they are', async () => {
    const { session, user } = show()
    seek(session, 50)
    await user.keyboard('b{Enter}b')
    const form = within(screen.getByRole('dialog', { name: 'Bookmarks and breakpoints' }))
    expect(form.getByRole('listitem').textContent).toBe('event 50remove')
  })
})

describe('states', () => {
  it('show nothing for a moment, then say that the engine is loading, then the stage', async () => {
    const test = createTestSession({}, true)
    show(test)
    expect(screen.queryByText('Loading the engine.')).toBeNull()
    await waitFor(() => expect(screen.getByText('Loading the engine.')).toBeTruthy(), { timeout: 1500 })
    act(() => test.worker.release())
    expect(screen.getByRole('img', { name: 'stage: 0 passed' })).toBeTruthy()
  })

  it('keep the state up to where the worker stopped, and say so', () => {
    const test = createTestSession({}, true)
    const { session } = show(test)
    act(() => test.worker.release(3))
    act(() => test.worker.onerror?.({ message: '', preventDefault: () => undefined } as ErrorEvent))
    seek(session, 200)
    expect(inspector().getByText('log ends at 200: worker stopped. State at 200 is intact.')).toBeTruthy()
    expect(screen.getByRole('img', { name: /^stage: / })).toBeTruthy()
  })

  it('say which checkpoint does not match its replay, and offer the log', () => {
    const test = createTestSession()
    test.session.branch.replay?.index(1000)
    ;(test.session.branch.replay?.checkpoints[1]?.state as { passed: number }).passed += 1
    show(test)
    act(test.idle)
    expect(inspector().getByText('checkpoint 1 does not match its replay')).toBeTruthy()
    expect(inspector().getAllByRole('button', { name: 'copy' }).length).toBeGreaterThan(0)
  })
})

describe('the page around', () => {
  it('is called for its keys, and gets commands for its palette', async () => {
    const onPalette = vi.fn()
    const onOpen = vi.fn()
    const { session, ui, user } = show(createTestSession(), { onPalette, onOpen })
    await user.keyboard('/o')
    expect(onPalette).toHaveBeenCalledTimes(1)
    expect(onOpen).toHaveBeenCalledTimes(1)
    const commands = benchCommands(session, ui)
    expect(new Set(commands.map((command) => command.id)).size).toBe(commands.length)
    act(() => commands.find((command) => command.id === 'bench.stop-at')?.run())
    expect(screen.getByRole('dialog', { name: 'Bookmarks and breakpoints' })).toBeTruthy()
    // Without a finger's way to the lit line the story is opened from the menu.
    act(() => commands.find((command) => command.id === 'bench.story')?.run())
    expect(ui.getState().phoneTab).toBe('story')
    const goTo = (id: string) => act(() => commands.find((command) => command.id === id)?.run())
    goTo('bench.end')
    expect(session.state.position).toBe(session.branch.log.length)
    goTo('bench.start')
    expect(session.state.position).toBe(0)
    // A place that comes on the page is looked at on the stage, whatever was open.
    ui.setState({ inspectorOpen: true, storyOpen: true })
    showStage(ui)
    expect(ui.getState()).toMatchObject({ phoneTab: 'stage', inspectorOpen: false, storyOpen: false })
  })
})
