import type { DeltaState } from '../../../engine/delta/state.ts'
import { isMissing, replayCost, tryVersion } from '../../../engine/delta/state.ts'
import { isAppend, operationLabel, PAST } from '../read.ts'
import { createText, type TextPlacer } from '../../../viz/placed-text.ts'
import { deadRanges, isInRanges } from '../file-blocks.ts'
import type { VersionScale } from './scale.ts'
import type { NodeView, ReplayView } from './types.ts'

/** Versions of the checkpoints from a version on, the newest first. */
function checkpointsFrom({ checkpoints }: DeltaState, first: number): number[] {
  const found: number[] = []
  for (let i = checkpoints.length - 1; i >= 0; i--) {
    const version = checkpoints[i]?.version ?? -1
    if (version < first) break
    found.push(version)
  }
  return found
}

export function layoutNodes(state: DeltaState, scale: VersionScale, nowVersion: number | undefined): NodeView[] {
  const checkpoints = new Set(checkpointsFrom(state, scale.first))
  const dead = deadRanges(state)
  const replaced = new Set(state.lostCommits.map(({ version }) => version))
  const nodes: NodeView[] = []
  for (let version = Math.max(scale.first, state.header.firstVersion); version <= scale.last; version++) {
    nodes.push({
      version,
      x: scale.x(version),
      hasCheckpoint: checkpoints.has(version),
      isNow: version === nowVersion,
      isReplaced: replaced.has(version),
      isDead: isInRanges(dead, version),
    })
  }
  return nodes
}

/** What reading a version replays, as a stretch of the trunk. */
export function layoutReplay(
  state: DeltaState,
  scale: VersionScale,
  version: number,
  tone: ReplayView['tone'],
): ReplayView {
  const { checkpoint } = replayCost(state, version)
  const from = checkpoint ?? state.firstKept
  return { from: scale.start(from), to: scale.x(version), tone }
}

/** Versions under the trunk. */
export function placeVersions(placer: TextPlacer, nodes: readonly NodeView[], y: number): void {
  for (const { version, x, isNow, isReplaced } of nodes.toReversed()) {
    const tone = isNow ? 'now' : isReplaced ? 'bad' : 'ink-2'
    placer.place(createText(x, y + 20, `${version}`, 'mono', tone, 'middle'))
  }
}

/** Operations above the trunk; beside the curve where a writer leaves. */
export function placeOperations(placer: TextPlacer, state: DeltaState, nodes: readonly NodeView[], y: number): void {
  for (const { version, x } of nodes.toReversed()) {
    const of = tryVersion(state, version)
    // A writer's branch says itself what it does.
    if (of?.actor !== PAST || isAppend(of)) continue
    const words = isMissing(state, version) ? 'missing' : operationLabel(of)
    placer.place(
      createText(x, y - 12, words, 'label', 'ink-2', 'middle'),
      createText(x + 4, y - 12, words, 'label', 'ink-2', 'end'),
    )
  }
}
