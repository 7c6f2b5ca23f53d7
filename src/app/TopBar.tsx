import { useState, type ReactNode } from 'react'
import { BrandMark } from '../ui/Brand.tsx'
import type { Command } from '../ui/command.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { BackIcon, MoreIcon } from '../ui/icons.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import { PlainLink, type LinkComponent } from './Link.tsx'
import { MenuSheet } from './MenuSheet.tsx'
import './top-bar.css'

export interface TopBarProps {
  /** Which page it stands over; undefined in a lab. */
  readonly current: 'labs' | 'practice' | 'reviews' | 'about' | undefined
  /** What is on the screen in place of a page: a lab, or a challenge. */
  readonly lab?: { readonly title: string } | undefined
  /** What is being done there, where it is not the lab as it opens: "comparing". */
  readonly doing?: string | undefined
  /** The page that it belongs to. */
  readonly up?: 'labs' | 'practice' | 'reviews'
  /** What stands before the tools: a clock. */
  readonly aside?: ReactNode
  readonly hrefs: Readonly<Record<'labs' | 'practice' | 'reviews' | 'about', string>>
  readonly link?: LinkComponent
  readonly onFind: () => void
  readonly onKeys: () => void
  readonly onSettings: () => void
  /** The way to what is the learner's own, where the lab takes it: "Your own table". */
  readonly own?: { readonly text: string; readonly onOpen: () => void } | undefined
  /** Where there is a moment to send. */
  readonly onShare?: (() => void) | undefined
  /** What the phone's menu offers beside the bar's own entries: fork, speed. */
  readonly menu?: readonly Command[]
}

/** The bar over every page: where you are at the left, how to get elsewhere at the right. */
export function TopBar(props: TopBarProps) {
  const { lab, up = 'labs', aside, own, onShare, hrefs, link: Link = PlainLink, onFind, onKeys, onSettings } = props
  const [menuOpen, setMenuOpen] = useState(false)
  return (
    <header className={lab === undefined ? 'top-bar' : 'top-bar top-bar-in-lab'}>
      <Link href={hrefs.labs} className="top-bar-brand">
        <BrandMark />
        Lakescope
      </Link>
      {lab === undefined ? (
        <Pages {...props} link={Link} />
      ) : (
        <Crumbs title={lab.title} doing={props.doing} up={UP_WORDS[up]} href={hrefs[up]} link={Link} />
      )}
      {aside !== undefined && <div className="top-bar-aside">{aside}</div>}
      <div className="top-bar-tools">
        {own !== undefined && (
          <button type="button" className="top-bar-tool top-bar-own" onClick={own.onOpen} aria-keyshortcuts="O">
            <Kbd keys={['O']} /> <span>{own.text}</span>
          </button>
        )}
        {onShare !== undefined && (
          <button type="button" className="top-bar-tool" onClick={onShare}>
            Share
          </button>
        )}
        <button type="button" className="top-bar-tool top-bar-find" onClick={onFind} aria-keyshortcuts="/">
          <Kbd keys={['/']} />{' '}
          <span>
            Find<span> a lab, event or question</span>
          </span>
        </button>
        <button type="button" className="top-bar-tool top-bar-keys" onClick={onKeys} aria-keyshortcuts="?">
          <Kbd keys={['?']} /> <span>Keys</span>
        </button>
        <button type="button" className="top-bar-tool" onClick={onSettings}>
          <span>Settings</span>
        </button>
      </div>
      <div className="top-bar-more">
        <IconButton label="More" onPress={() => setMenuOpen(true)}>
          <MoreIcon />
        </IconButton>
      </div>
      <MenuSheet open={menuOpen} onClose={() => setMenuOpen(false)} entries={menuEntries(props)} />
    </header>
  )
}

const UP_WORDS = { labs: 'Labs', practice: 'Practice', reviews: 'Reviews' }

function Pages({ current, hrefs, link: Link }: TopBarProps & { readonly link: LinkComponent }) {
  return (
    <nav className="top-bar-pages" aria-label="Pages">
      <Link href={hrefs.labs} aria-current={current === 'labs' ? 'page' : undefined}>
        Labs
      </Link>
      <Link href={hrefs.practice} aria-current={current === 'practice' ? 'page' : undefined}>
        Practice
      </Link>
      <Link href={hrefs.reviews} aria-current={current === 'reviews' ? 'page' : undefined}>
        Reviews
      </Link>
      <Link href={hrefs.about} aria-current={current === 'about' ? 'page' : undefined}>
        About
      </Link>
    </nav>
  )
}

interface CrumbsProps {
  readonly title: string
  readonly doing: string | undefined
  readonly up: string
  readonly href: string
  readonly link: LinkComponent
}

function Crumbs({ title, doing, up, href, link: Link }: CrumbsProps) {
  return (
    <nav className="top-bar-crumbs" aria-label="You are here">
      <Link href={href} className="top-bar-back">
        <BackIcon />
        <span className="visually-hidden">{up}</span>
      </Link>
      <Link href={href} className="top-bar-up">
        {up}
      </Link>
      <span className="top-bar-slash" aria-hidden="true">
        /
      </span>
      <h1 aria-current="page">{title}</h1>
      {doing !== undefined && <span className="top-bar-doing">{doing}</span>}
    </nav>
  )
}

function menuEntries({ menu = [], own, onShare, onFind, onKeys, onSettings }: TopBarProps) {
  return [
    ...menu,
    ...(own === undefined ? [] : [{ id: 'top.own', title: own.text, run: own.onOpen }]),
    ...(onShare === undefined ? [] : [{ id: 'top.share', title: 'Share this moment', run: onShare }]),
    { id: 'top.find', title: 'Find a lab, event or question', run: onFind },
    { id: 'top.settings', title: 'Settings', run: onSettings },
    { id: 'top.keys', title: 'Keys', run: onKeys },
  ]
}
