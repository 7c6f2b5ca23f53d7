import type { HarnessStart } from './message.ts'
import { parseHarnessMessage } from './message.ts'

const START_LIMIT_MILLISECONDS = 20_000
const PING_LIMIT_MILLISECONDS = 300

/** What a frame is started with: the harness's text, and what it wants beside the port. */
export interface FramePlan {
  readonly harness: string
  /** Handed to the harness as it is; buffers are copied, blobs are not. */
  readonly payload?: unknown
  /** Until it must be ready. */
  readonly limitMilliseconds?: number
  /** Gets what the harness makes for others to start from, before it is ready. */
  readonly onMade?: (made: Blob) => void
}

/** A frame of an origin of its own, in it a worker, in it the harness, which waits for a program. It serves one run. */
export interface Frame {
  /** To the harness. */
  readonly port: MessagePort
  /** The secret that messages of the harness carry. */
  readonly nonce: string
  /** False when its process is gone, which is what a memory bomb does to it. */
  readonly isAlive: () => Promise<boolean>
  /** Ends the worker, whatever it does. */
  readonly close: () => void
}

/** Rejects when the harness does not answer in time. */
export async function openFrame(plan: FramePlan): Promise<Frame> {
  const element = createElement()
  const toHarness = new MessageChannel()
  const toFrame = new MessageChannel()
  const nonce = createNonce()
  const frame: Frame = {
    port: toHarness.port1,
    nonce,
    isAlive: () => ping(toFrame.port1),
    close() {
      element.remove()
      toHarness.port1.close()
      toFrame.port1.close()
    },
  }
  try {
    await loadElement(element)
    const start: HarnessStart = { nonce, payload: plan.payload }
    // The names of the harness are nobody else's.
    const text = `(() => {'use strict';${plan.harness}\n})()`
    const ports = [toFrame.port2, toHarness.port2]
    const ready = waitForReady(frame, plan)
    element.contentWindow?.postMessage({ text, start }, '*', ports)
    await ready
    return frame
  } catch (error) {
    frame.close()
    throw error
  }
}

function createElement(): HTMLIFrameElement {
  const element = document.createElement('iframe')
  element.setAttribute('sandbox', 'allow-scripts')
  element.referrerPolicy = 'no-referrer'
  element.title = 'Where programs run'
  element.tabIndex = -1
  element.hidden = true
  element.src = new URL('sandbox.html', document.baseURI).href
  return element
}

function loadElement(element: HTMLIFrameElement): Promise<void> {
  return new Promise((resolve) => {
    element.addEventListener('load', () => resolve(), { once: true })
    document.body.append(element)
  })
}

function waitForReady({ port, nonce }: Frame, { limitMilliseconds, onMade }: FramePlan): Promise<void> {
  return new Promise((resolve, reject) => {
    const limit = limitMilliseconds ?? START_LIMIT_MILLISECONDS
    const timer = setTimeout(() => reject(new Error('it does not answer')), limit)
    port.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (data instanceof Blob) return onMade?.(data)
      clearTimeout(timer)
      try {
        const message = parseHarnessMessage(data, nonce)
        if (message.kind === 'ready') resolve()
        else if (message.kind === 'broken') reject(new Error(message.reason))
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)))
      }
    }
  })
}

function ping(port: MessagePort): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), PING_LIMIT_MILLISECONDS)
    port.onmessage = () => {
      clearTimeout(timer)
      resolve(true)
    }
    port.postMessage('ping')
  })
}

function createNonce(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
