import { useId, useMemo, useState } from 'react'
import type { RefObject } from 'react'
import { formatCount } from '../../base/format.ts'
import { countWhile } from '../../base/search.ts'
import { estimateTextWidth } from '../../viz/timeline/labels.ts'
import type { Band } from '../../viz/timeline/band.ts'
import { layoutTicks } from '../../viz/timeline/ticks.ts'
import type { RulerTick } from '../../viz/timeline/ticks.ts'
import { revealWindow } from '../../viz/timeline/window.ts'
import { Checkpoints } from './Checkpoints.tsx'
import type { TimelineFork, TimelineProps, TimelineRow } from './contract.ts'
import { EndNote } from './EndNote.tsx'
import { ForkLines, ForkNames } from './Forks.tsx'
import { Hatch, HeadLink, Playhead } from './Head.tsx'
import { createHoverStore } from './hover.ts'
import { MarkFlags, MarkLines } from './Marks.tsx'
import { Phases } from './Phases.tsx'
import { Readout } from './Readout.tsx'
import { Ruler } from './Ruler.tsx'
import { sceneX } from './scene.ts'
import type { Scene } from './scene.ts'
import { ScoreCanvas, Veils } from './ScoreCanvas.tsx'
import { StripFrame, StripHead, StripLines } from './Strip.tsx'
import { Trunk, TrunkEnd } from './Trunk.tsx'
import { useBands } from './use-bands.ts'
import { useTimelinePalette } from './use-palette.ts'
import { usePlotPointer } from './use-plot-pointer.ts'

interface PlotProps extends Omit<TimelineProps, 'gutter' | 'rows' | 'window' | 'extent'> {
  readonly plot: RefObject<HTMLDivElement | null>
  readonly scene: Scene
  /** All rows that occur, and the ones in view. */
  readonly rows: readonly TimelineRow[]
  readonly shownRows: readonly TimelineRow[]
  /** Every kind there is. */
  readonly allRows: readonly TimelineRow[]
  /** The forks that have a lane, and those that only reach into the window. */
  readonly lanes: readonly TimelineFork[]
  readonly forksHere: readonly TimelineFork[]
}

/** Everything right of the gutter: canvas below, lines and names above it, the playhead on top. */
export function Plot(props: PlotProps) {
  const { scene, log, position, hidden, end, lanes } = props
  const { geometry, window, extent } = scene
  const [hover] = useState(createHoverStore)
  const palette = useTimelinePalette()
  const places = useMemo(() => props.checkpoints.map((checkpoint) => checkpoint.position), [props.checkpoints])
  const pastCount = countWhile(places.length, (i) => (places[i] as number) <= position)
  // What is named follows with the counts: names that come and go in each frame of a drag nobody reads.
  const replayed = countWhile(places.length, (i) => (places[i] as number) < props.countedFrom)
  const current = countWhile(props.phases.length, (i) => (props.phases[i]?.from ?? 0) <= props.countedTo) - 1
  const clock = props.clock ?? formatCount
  const ticks = useMemo(
    () => (geometry.ruler === undefined ? [] : layoutTicks(window, scene.width, extent, clock, scene.bleed.right)),
    [geometry, window, extent, clock, scene],
  )
  const bands = useBands({ ...props, forks: lanes, palette, other: props.other })
  const { top, bottom, pitch } = geometry.score
  const handlers = usePlotPointer({
    ...props,
    hover,
    kindAt: (y) =>
      geometry.score.isShared || y < top || y >= bottom
        ? undefined
        : props.shownRows[Math.floor((y - top) / pitch)]?.kind,
  })
  const checkpoints = { scene, checkpoints: props.checkpoints, places, pastCount }
  const { strip } = geometry
  const free = sceneX(scene, position) > scene.width / 2 ? 'left' : 'right'
  return (
    <div ref={props.plot} className="tl-plot" {...handlers}>
      {strip !== undefined && <div className="tl-strip-ground" style={{ top: strip.top, height: strip.height }} />}
      <ScoreCanvas bands={bands} width={scene.width} />
      <Overlay {...props} {...{ ticks, places, pastCount, bands }} />
      <Checkpoints
        {...checkpoints}
        forks={props.forksHere}
        replayed={places[replayed] === props.countedFrom ? replayed : undefined}
        onSeek={props.onSeek}
      />
      <ForkNames scene={scene} forks={lanes} onFork={props.onFork} />
      <MarkFlags scene={scene} marks={props.marks} onMark={props.onMark} />
      <EndNote {...{ scene, end, free }} onStop={props.onStop} />
      {strip !== undefined && <StripFrame scene={scene} strip={strip} onWindow={props.onWindow} />}
      {strip?.labelY !== undefined && (
        <Phases
          {...{ scene, current }}
          phases={props.phases}
          labelY={strip.labelY}
          stripTop={strip.top}
          onWindow={props.onWindow}
        />
      )}
      <Readout
        {...{ scene, ticks, hover, log }}
        rows={props.rows}
        record={props.record}
        tellUpTo={hidden ? position : log.length}
      />
      <Playhead
        {...{ scene, position }}
        valueText={props.valueText}
        onReveal={() => props.onWindow(revealWindow(window, position, extent))}
      />
    </div>
  )
}

interface OverlayProps extends PlotProps {
  readonly ticks: readonly RulerTick[]
  readonly places: readonly number[]
  readonly pastCount: number
  readonly bands: readonly Band[]
}

/** The ticks whose labels the hatch leaves in sight. */
function ticksBefore(ticks: readonly RulerTick[], scene: Scene, position: number): readonly RulerTick[] {
  const end = sceneX(scene, position)
  return ticks.filter((tick) => tick.x + 3.5 + estimateTextWidth(tick.label, 10, 'mono') <= end)
}

/** The lines above the canvas. */
function Overlay(props: OverlayProps) {
  const { scene, position, hidden, end, lanes, other, places, pastCount } = props
  const { geometry, width } = scene
  const { strip } = geometry
  const id = useId()
  const pattern = `url(#${id}hatch)`
  const otherLane = geometry.lanes[lanes.findIndex((fork) => fork.id === other?.fork)]
  return (
    <svg className="tl-lines" width={width} height={geometry.height} aria-hidden="true">
      <defs>
        <clipPath id={`${id}clip`}>
          <rect x={0} y={0} width={width} height={geometry.height} />
        </clipPath>
        <pattern id={`${id}hatch`} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect className="tl-hatch" width="1" height="6" />
        </pattern>
      </defs>
      <Veils bands={props.bands} width={width} stripTop={strip?.top} />
      <MarkLines scene={scene} marks={props.marks} />
      <Ruler
        scene={scene}
        ticks={hidden ? ticksBefore(props.ticks, scene, position) : props.ticks}
        touched={props.touched}
      />
      <Trunk {...{ scene, position, hidden, end }} replayedFrom={props.replayedFrom} />
      <ForkLines scene={scene} forks={props.forksHere} lanes={lanes} clip={`url(#${id}clip)`} />
      <TrunkEnd {...{ scene, end }} />
      {strip !== undefined && <StripLines {...{ scene, strip, places, pastCount, end }} forks={lanes} />}
      {strip !== undefined && <StripHead {...{ scene, strip, position }} pattern={hidden ? pattern : undefined} />}
      {hidden && <Hatch scene={scene} position={position} pattern={pattern} />}
      {other !== undefined && otherLane !== undefined && (
        <g clipPath={`url(#${id}clip)`}>
          <HeadLink {...{ scene, position }} other={other.position} lane={otherLane} />
        </g>
      )}
    </svg>
  )
}
