/** Tells the other tabs that the log has grown or was replaced. Carries nothing else: they read the log. */
export interface ProgressChannel {
  tell(): void
  close(): void
}

/** A channel between the tabs of this browser; silent where the browser has none. */
export function openChannel(onTold: () => void): ProgressChannel {
  if (typeof BroadcastChannel === 'undefined') return silentChannel
  const channel = new BroadcastChannel('lakescope.progress')
  channel.onmessage = onTold
  return { tell: () => channel.postMessage('changed'), close: () => channel.close() }
}

/** For a log that no other tab shares. */
export const silentChannel: ProgressChannel = { tell: () => undefined, close: () => undefined }
