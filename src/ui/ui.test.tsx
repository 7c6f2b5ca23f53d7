// @vitest-environment happy-dom
import { act, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { Button } from './Button.tsx'
import { announce, LiveRegion } from './LiveRegion.tsx'
import { Segmented } from './Segmented.tsx'
import { Sheet } from './Sheet.tsx'
import { Switch } from './Switch.tsx'

describe('Button', () => {
  it('is named by its words alone and tells its key to those who hear the page', async () => {
    const press = vi.fn()
    render(
      <Button onPress={press} keys={['shift', 'F']}>
        Compare
      </Button>,
    )
    const button = screen.getByRole('button', { name: 'Compare' })
    expect(button.getAttribute('aria-keyshortcuts')).toBe('Shift+F')
    await userEvent.click(button)
    expect(press).toHaveBeenCalledOnce()
  })

  it('can be focused but not pressed while disabled, and gives the reason', async () => {
    const press = vi.fn()
    render(
      <Button onPress={press} disabled="There is nothing to save.">
        Save
      </Button>,
    )
    await userEvent.tab()
    expect(document.activeElement).toBe(screen.getByRole('button', { description: 'There is nothing to save.' }))
    await userEvent.keyboard('{Enter}')
    expect(press).not.toHaveBeenCalled()
  })
})

describe('Segmented', () => {
  function Themes() {
    const [theme, setTheme] = useState<'light' | 'dark'>('light')
    const options = [
      { value: 'light', text: 'Light' },
      { value: 'dark', text: 'Dark' },
    ] as const
    return <Segmented label="Theme" value={theme} options={options} onChange={setTheme} />
  }

  it('is one tab stop in which arrow keys choose', async () => {
    render(<Themes />)
    expect(screen.getByRole('radiogroup', { name: 'Theme' })).toBeDefined()
    await userEvent.tab()
    expect(document.activeElement).toBe(screen.getByRole('radio', { name: 'Light' }))
    await userEvent.keyboard('{ArrowRight}')
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Dark' }).checked).toBe(true)
    await userEvent.tab()
    expect(document.activeElement).toBe(document.body)
  })
})

describe('Switch', () => {
  it('asks for the other state', async () => {
    const change = vi.fn()
    render(
      <Switch on={false} onChange={change}>
        Single-letter keys
      </Switch>,
    )
    const control = screen.getByRole('switch', { name: 'Single-letter keys', checked: false })
    control.focus()
    await userEvent.keyboard(' ')
    expect(change).toHaveBeenCalledWith(true)
  })
})

describe('Sheet', () => {
  function Page({ onKey = vi.fn() }: { readonly onKey?: (event: unknown) => void }) {
    const [open, setOpen] = useState(false)
    return (
      <div onKeyDown={onKey}>
        <Button onPress={() => setOpen(true)}>Settings</Button>
        <Sheet open={open} onClose={() => setOpen(false)} title="Settings">
          <input aria-label="name" />
        </Sheet>
      </div>
    )
  }

  it('is a dialog named by its title, and gives the focus back when it closes', async () => {
    render(<Page />)
    const opener = screen.getByRole('button', { name: 'Settings' })
    await userEvent.click(opener)
    expect(screen.getByRole('dialog', { name: 'Settings' })).toBeDefined()
    screen.getByRole('textbox').focus()
    await userEvent.click(screen.getByRole('button', { name: 'Close' }))
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(document.activeElement).toBe(opener)
  })

  it('closes on what the browser makes of Esc, and on a press beside it', async () => {
    render(<Page />)
    const opener = screen.getByRole('button', { name: 'Settings' })
    await userEvent.click(opener)
    act(() => void screen.getByRole('dialog').dispatchEvent(new Event('cancel', { cancelable: true })))
    expect(screen.queryByRole('dialog')).toBeNull()
    await userEvent.click(opener)
    await userEvent.pointer({ target: screen.getByRole('dialog'), keys: '[MouseLeft]' })
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('keeps its key presses from the page', async () => {
    const onKey = vi.fn()
    render(<Page onKey={onKey} />)
    await userEvent.click(screen.getByRole('button', { name: 'Settings' }))
    await userEvent.type(screen.getByRole('textbox'), 'f')
    expect(onKey).not.toHaveBeenCalled()
  })
})

describe('LiveRegion', () => {
  it('says each line, also the same one again', () => {
    render(<LiveRegion />)
    const region = screen.getByRole('status')
    act(() => announce('392 beats 426: R6 goes on'))
    const first = region.firstChild
    expect(region.textContent).toBe('392 beats 426: R6 goes on')
    act(() => announce('392 beats 426: R6 goes on'))
    expect(region.firstChild).not.toBe(first)
  })
})
