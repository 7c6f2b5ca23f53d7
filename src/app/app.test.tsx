// @vitest-environment happy-dom
import { render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import type { LabModels } from '../player/lab-models.ts'
import type { LabEntry } from '../player/lab.ts'
import type { ProgressEvent } from '../progress/events.ts'
import { memoryNotice } from '../progress/notice.ts'
import { readRecord } from '../progress/record.ts'
import { defaultSettings } from '../progress/settings.ts'
import { initialProgress, reduceProgress } from '../progress/state.ts'
import type { Command } from '../ui/command.ts'
import { AboutPage } from './AboutPage.tsx'
import { FirstVisitInspector, FirstVisitStory } from './FirstVisit.tsx'
import { HomePage, type HomePageProps } from './HomePage.tsx'
import { KeysSheet } from './KeysSheet.tsx'
import { NotFound } from './NotFound.tsx'
import { rankCommands } from './palette-rank.ts'
import { Palette } from './Palette.tsx'
import { SettingsSheet, type SettingsSheetProps } from './SettingsSheet.tsx'
import { TopBar } from './TopBar.tsx'

function modelsOf(title: string): LabModels {
  return { models: [`${title} models this.`], leavesOut: [`${title} leaves that out.`] }
}

function lab(id: string, title: string): LabEntry {
  return {
    place: 1,
    id,
    title,
    summary: `${title} in a line`,
    scenarios: [],
    Miniature: () => <svg data-lab={id} />,
    loadModels: () => Promise.resolve(modelsOf(title)),
    load: () => Promise.reject(new Error('not loaded here')),
  }
}

const sort = lab('external-sort', 'External sort')
const delta = lab('delta-log', 'Delta log')
const PAST = 'This is past.'
const hrefOf = (id: string) => `#/labs/${id}`

describe('NotFound', () => {
  it.each([
    ['/practice/cd-99', 'See the challenges', '/practice'],
    ['/practice/concept/a/b', 'See the challenges', '/practice'],
    ['/reviews/delta-log/x/y', 'See the reviews', '/reviews'],
    ['/labs/none', 'See the labs', '/'],
    ['/practices', 'See the labs', '/'],
  ])('offers all pages for %s, first to %s', async (path, first, to) => {
    const went: string[] = []
    render(<NotFound bar={null} path={path} go={(next) => went.push(next)} />)
    const buttons = screen.getAllByRole('button')
    expect(buttons.map((button) => button.textContent).toSorted()).toEqual([
      'See the challenges',
      'See the labs',
      'See the reviews',
    ])
    expect(buttons[0]?.textContent).toBe(first)
    await userEvent.click(buttons[0] as HTMLElement)
    expect(went).toEqual([to])
  })
})

describe('TopBar', () => {
  const bar = {
    hrefs: { labs: '#/', practice: '#/practice', reviews: '#/reviews', about: '#/about' },
    onFind: vi.fn(),
    onKeys: vi.fn(),
    onSettings: vi.fn(),
  }

  it('leads to the pages there are and says which one this is', () => {
    render(<TopBar {...bar} current="about" />)
    const pages = within(screen.getByRole('navigation', { name: 'Pages' }))
    expect(pages.getAllByRole('link').map((link) => link.textContent)).toEqual(['Labs', 'Practice', 'Reviews', 'About'])
    expect(pages.getByRole('link', { current: 'page' }).textContent).toBe('About')
  })

  it('names the lab behind the way back', () => {
    render(<TopBar {...bar} current={undefined} lab={sort} />)
    const here = within(screen.getByRole('navigation', { name: 'You are here' }))
    expect(here.getByText('External sort').getAttribute('aria-current')).toBe('page')
    expect(here.getAllByRole('link', { name: 'Labs' })[0]?.getAttribute('href')).toBe('#/')
  })

  it('offers on a phone what the bar has and what the page adds', async () => {
    const run = vi.fn()
    const command = (title: string, part: NonNullable<Command['part']>): Command => ({
      id: title,
      title,
      part,
      group: 'Commands',
      run,
    })
    const menu = [command('Fork here', 'Questions and forks'), command('Play slower', 'Along the log')]
    menu.push(command('List all runs', 'Questions and forks'))
    render(<TopBar {...bar} current={undefined} lab={sort} menu={menu} />)
    await userEvent.click(screen.getByRole('button', { name: 'More' }))
    const sheet = screen.getByRole('dialog', { name: 'More' })
    const namesIn = (part: string) =>
      within(within(sheet).getByRole('list', { name: part }))
        .getAllByRole('listitem')
        .map((item) => item.textContent)
    expect(
      within(sheet)
        .getAllByRole('heading', { level: 3 })
        .map(({ textContent }) => textContent),
    ).toEqual(['Questions and forks', 'Along the log', 'The page'])
    expect(namesIn('Questions and forks')).toEqual(['Fork here', 'List all runs'])
    expect(namesIn('Along the log')).toEqual(['Play slower'])
    expect(namesIn('The page')).toEqual(['Find a lab, event or question', 'Settings', 'Keys'])
    await userEvent.click(within(sheet).getByRole('button', { name: 'Fork here' }))
    expect(run).toHaveBeenCalledOnce()
    expect(screen.queryByRole('dialog')).toBeNull()
  })
})

describe('Palette', () => {
  function setUp() {
    const run = vi.fn()
    const onClose = vi.fn()
    const command = (id: string, group: Command['group'], more: Partial<Command> = {}): Command => ({
      id,
      title: id,
      group,
      run: () => void run(id),
      ...more,
    })
    const commands = [
      command('External sort', 'Labs'),
      command('Fork here', 'Commands', { keys: ['F'] }),
      command('Compare', 'Commands', { disabled: 'There is no fork yet.' }),
    ]
    render(<Palette open onClose={onClose} search={(query) => rankCommands(commands, query)} />)
    return { run, onClose, field: screen.getByRole('combobox') }
  }

  const active = () => {
    const id = screen.getByRole('combobox').getAttribute('aria-activedescendant') ?? ''
    return document.getElementById(id)?.querySelector('.palette-title')?.textContent
  }

  it('has the focus in its field and the first entry chosen', () => {
    const { field } = setUp()
    expect(document.activeElement).toBe(field)
    expect(active()).toBe('External sort')
    const groups = screen.getAllByRole('group').map((group) => group.getAttribute('aria-labelledby'))
    expect(groups.map((id) => document.getElementById(id ?? '')?.textContent)).toEqual(['Labs', 'Commands'])
  })

  it('chooses with the arrow keys, round the end, and runs with Enter after closing', async () => {
    const { run, onClose } = setUp()
    await userEvent.keyboard('{ArrowUp}{ArrowUp}')
    expect(active()).toBe('Fork here')
    await userEvent.keyboard('{Enter}')
    expect(run).toHaveBeenCalledExactlyOnceWith('Fork here')
    expect(onClose.mock.invocationCallOrder[0]).toBeLessThan(run.mock.invocationCallOrder[0] ?? 0)
  })

  it('narrows by what is typed and chooses the best again', async () => {
    setUp()
    await userEvent.keyboard('{ArrowDown}co')
    expect(active()).toBe('Compare')
    expect(screen.getByRole('status').textContent).toBe('2 entries')
  })

  it('shows why an entry cannot be run, and does not run it', async () => {
    const { run, onClose } = setUp()
    await userEvent.keyboard('compare{Enter}')
    expect(screen.getByText('There is no fork yet.')).toBeDefined()
    expect(run).not.toHaveBeenCalled()
    expect(onClose).not.toHaveBeenCalled()
  })

  it('says when nothing is found', async () => {
    setUp()
    await userEvent.keyboard('zzz')
    expect(screen.getByRole('status').textContent).toContain('“zzz”')
    expect(screen.getByRole('combobox').getAttribute('aria-expanded')).toBe('false')
  })
})

describe('KeysSheet', () => {
  it('puts every key on its part of the page and says which are off', async () => {
    const onLetterKeys = vi.fn()
    render(<KeysSheet open onClose={vi.fn()} letterKeys={false} onLetterKeys={onLetterKeys} />)
    const areas = screen.getAllByRole('heading', { level: 3 }).map((title) => title.textContent)
    expect(areas).toEqual(['Everywhere', 'Story', 'Stage', 'Inspector', 'Timeline', 'Practice'])
    expect(screen.getByText('fork here').textContent).toBe('fork here (off)')
    expect(screen.getByText('play, pause').textContent).toBe('play, pause')
    await userEvent.click(screen.getByRole('switch', { checked: false }))
    expect(onLetterKeys).toHaveBeenCalledWith(true)
  })
})

describe('SettingsSheet', () => {
  function setUp(props: Partial<SettingsSheetProps> = {}) {
    const handlers = {
      onSetting: vi.fn(),
      onBackup: vi.fn(() => Promise.resolve('')),
      onRestore: vi.fn((file: File) => Promise.resolve(`${file.name} was read.`)),
      onErase: vi.fn(() => Promise.resolve()),
    }
    const rest = { open: true, onClose: vi.fn(), settings: defaultSettings, events: 1284, notice: undefined }
    render(<SettingsSheet {...rest} {...handlers} {...props} />)
    return handlers
  }

  it('asks for each setting by its key', async () => {
    const { onSetting } = setUp()
    await userEvent.click(screen.getByRole('radio', { name: 'Dark' }))
    await userEvent.click(screen.getByRole('radio', { name: 'None' }))
    await userEvent.click(screen.getByRole('switch'))
    expect(onSetting.mock.calls).toEqual([
      ['theme', 'dark'],
      ['motion', 'reduced'],
      ['letterKeys', false],
    ])
  })

  it.each([
    [1, '1 event in this browser. It is read here and goes nowhere; a backup file takes it to another browser.'],
    [2, '2 events in this browser. They are read here and go nowhere; a backup file takes them to another browser.'],
  ])('counts %i', (events, words) => {
    setUp({ events })
    expect(screen.getByText(/in this browser/).textContent).toBe(words)
  })

  it('erases only after the second press', async () => {
    const { onErase, onBackup } = setUp()
    await userEvent.click(screen.getByRole('button', { name: 'Erase all' }))
    expect(onErase).not.toHaveBeenCalled()
    expect(screen.getByText(/^Attempts under way go too, in every tab/)).toBeDefined()
    await userEvent.click(screen.getByRole('button', { name: 'Save a backup first' }))
    expect(onBackup).toHaveBeenCalledOnce()
    expect(onErase).not.toHaveBeenCalled()
    await userEvent.click(screen.getByRole('button', { name: 'Keep it' }))
    await userEvent.click(screen.getByRole('button', { name: 'Erase all' }))
    await userEvent.click(screen.getByRole('button', { name: 'Erase 1,284 events for good' }))
    expect(onErase).toHaveBeenCalledOnce()
    expect((await screen.findByRole('status')).textContent).toContain('The log is empty')
  })

  it('merges a file and tells what came of it', async () => {
    setUp()
    await userEvent.upload(screen.getByLabelText('Backup file'), new File(['{}'], 'mine.json'))
    const status = screen.getByRole('status')
    expect(status.textContent).toBe('mine.json was read.')
    // The same once more is heard once more: what is told has gone meanwhile.
    const seen: (string | null)[] = []
    new MutationObserver(() => seen.push(status.textContent)).observe(status, {
      childList: true,
      subtree: true,
      characterData: true,
    })
    await userEvent.upload(screen.getByLabelText('Backup file'), new File(['{}'], 'mine.json'))
    await waitFor(() => expect(seen.at(-1)).toBe('mine.json was read.'))
    expect(seen).toContain('')
  })

  it('tells where progress goes when it is not stored', () => {
    setUp({ notice: memoryNotice, events: 0 })
    expect(screen.getByRole('alert').textContent).toBe(memoryNotice.text)
    expect(screen.getByRole('button', { name: 'Save a backup' }).getAttribute('aria-disabled')).toBe('true')
  })
})

describe('AboutPage', () => {
  it('says of each lab what it models and what it leaves out', () => {
    const models = [modelsOf(sort.title), modelsOf(delta.title)]
    render(<AboutPage labs={[sort, delta]} models={models} hrefOf={hrefOf} versions={{ Lakescope: '0.1.0' }} />)
    const part = within(screen.getByRole('region', { name: 'Delta log' }))
    expect(part.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
      'Delta log models this.',
      'Delta log leaves that out.',
    ])
    expect(part.getByRole('link').getAttribute('href')).toBe('#/labs/delta-log')
    expect(screen.getByRole('row', { name: 'Lakescope 0.1.0' })).toBeDefined()
  })
})

describe('first visit', () => {
  it('begins with one button and offers only what exists', async () => {
    const onPlay = vi.fn()
    render(<FirstVisitStory lab={sort} labCount={1} onPlay={onPlay} />)
    await userEvent.click(screen.getByRole('button', { name: 'Play this lab' }))
    expect(onPlay).toHaveBeenCalledOnce()
    expect(screen.queryByText('Two ways in')).toBeNull()
  })

  it('opens a file where a lab takes one', async () => {
    const onOpenFile = vi.fn()
    render(<FirstVisitStory lab={sort} labCount={2} onPlay={vi.fn()} onOpenFile={onOpenFile} />)
    expect(screen.getByText(/There are two/)).toBeDefined()
    await userEvent.click(screen.getByRole('button', { name: 'Open your own' }))
    expect(onOpenFile).toHaveBeenCalledOnce()
  })

  it('lists the labs there are, counted in words', () => {
    const { rerender } = render(<FirstVisitInspector labs={[sort]} current="external-sort" hrefOf={hrefOf} />)
    expect(screen.getByRole('heading').textContent).toBe('One lab, a running engine you can stop')
    rerender(<FirstVisitInspector labs={[sort, delta]} current="external-sort" hrefOf={hrefOf} />)
    expect(screen.getByRole('heading').textContent).toBe('Two labs, each a running engine you can stop')
    expect(screen.getByRole('link', { current: 'page' }).getAttribute('href')).toBe('#/labs/external-sort')
  })
})

it('shows a first visitor three claims, and the others when asked', () => {
  const scenarios = Array.from({ length: 5 }, (_, i) => ({ id: `s${i}`, claim: `Claim ${i}.` }))
  render(<FirstVisitInspector labs={[{ ...sort, scenarios }]} current="external-sort" hrefOf={hrefOf} />)
  const rest = screen.getByText('2 more').closest('details')
  const inRest = screen.getAllByRole('link', { name: /^Claim/ }).map((link) => rest?.contains(link))
  expect(inRest).toEqual([false, false, false, true, true])
  expect(rest?.open).toBe(false)
})

describe('HomePage', () => {
  const place = { branchHash: 'b1', position: 1999, length: 2922, phase: 'merging 8 runs', params: {}, acts: [] }
  const events: readonly ProgressEvent[] = [
    { type: 'lab-opened', lab: 'external-sort' },
    { type: 'position', lab: 'external-sort', ...place },
    {
      type: 'prediction',
      lab: 'external-sort',
      topic: 'passes',
      topicLabel: 'How many passes',
      right: true,
      confidence: 'fairly',
      position: 3,
    },
  ]
  const state = events
    .map((event, i) => readRecord({ ...event, id: `t.${i}`, at: '2026-11-20T12:00:00.000Z' }))
    .reduce(reduceProgress, initialProgress)

  function setUp(props: Partial<HomePageProps> = {}) {
    const onResume = vi.fn()
    const now = new Date(2026, 10, 21)
    render(<HomePage {...{ state, labs: [sort, delta], now, refusal: undefined, hrefOf, onResume }} {...props} />)
    return onResume
  }

  it('resumes where the learner stopped, by button and by Enter', async () => {
    const onResume = setUp()
    expect(screen.getByRole('region', { name: 'Where you stopped' }).textContent).toContain('event 1,999')
    await userEvent.click(screen.getByRole('button', { name: 'Resume' }))
    screen.getByRole('button', { name: 'Resume' }).blur()
    await userEvent.keyboard('{Enter}')
    expect(onResume.mock.calls).toEqual([['external-sort'], ['external-sort']])
  })

  it('has a row for each lab with the place in its log', () => {
    setUp()
    expect(screen.getAllByRole('row', { name: /sort|Delta/ }).map((row) => row.textContent)).toEqual([
      '1External sortExternal sort in a line1,9991 of 1Fri',
      '2Delta logDelta log in a linenot started',
      'How many passesExternal sort1 of 1',
    ])
  })

  it('resumes nothing while the page shows the past', async () => {
    const onResume = setUp({ refusal: PAST })
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('As of 21 Nov')
    await userEvent.click(screen.getByRole('button', { name: 'Resume' }))
    await userEvent.click(document.body)
    await userEvent.keyboard('{Enter}')
    expect(onResume).not.toHaveBeenCalled()
  })

  it('has words for a log in which nothing has happened yet', () => {
    setUp({ state: initialProgress, refusal: PAST })
    expect(screen.getByText(/In no lab yet/)).toBeDefined()
    expect(screen.getByText(/Nothing yet/)).toBeDefined()
    expect(screen.queryByRole('button', { name: 'Resume' })).toBeNull()
  })
})
