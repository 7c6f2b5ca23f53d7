/**
 * Colour as the checks of the tokens need it: sRGB, WCAG contrast, colour-blindness (Machado, Oliveira and Fernandes 2009,
 * full severity), CIELAB and the CIEDE2000 difference (Sharma, Wu and Dalal 2005).
 *
 * @typedef {readonly [number, number, number]} Triple
 * @typedef {'normal' | 'deutan' | 'protan' | 'tritan'} Vision
 */

/** @type {readonly Vision[]} */
export const VISIONS = ['normal', 'deutan', 'protan', 'tritan']

/** @type {Record<Exclude<Vision, 'normal'>, readonly [Triple, Triple, Triple]>} */
const SIMULATION = {
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

/**
 * Linear light, each channel in [0, 1].
 * @param {string} hex like "#13212A"
 * @returns {Triple}
 */
export function parseHex(hex) {
  const channel = (/** @type {number} */ at) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return [channel(1), channel(3), channel(5)]
}

/**
 * WCAG 2 contrast ratio of two colours, 1 to 21.
 * @param {string} a
 * @param {string} b
 */
export function contrast(a, b) {
  const [x, y] = [luminance(parseHex(a)), luminance(parseHex(b))]
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05)
}

/** @param {Triple} linear */
function luminance([r, g, b]) {
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/**
 * How a linear colour looks to an eye.
 * @param {Triple} linear
 * @param {Vision} vision
 * @returns {Triple}
 */
export function simulate(linear, vision) {
  if (vision === 'normal') return linear
  const [r, g, b] = SIMULATION[vision]
  const row = (/** @type {Triple} */ weights) => {
    const sum = weights[0] * linear[0] + weights[1] * linear[1] + weights[2] * linear[2]
    return Math.min(1, Math.max(0, sum))
  }
  return [row(r), row(g), row(b)]
}

/**
 * CIELAB under D65 of a linear colour.
 * @param {Triple} linear
 * @returns {Triple}
 */
export function toLab([r, g, b]) {
  const cube = (/** @type {number} */ t) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116)
  const x = cube((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047)
  const y = cube(0.2126729 * r + 0.7151522 * g + 0.072175 * b)
  const z = cube((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883)
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
}

/**
 * CIEDE2000 difference of two CIELAB colours; about 1 is just visible side by side.
 * @param {Triple} first
 * @param {Triple} second
 */
export function difference([l1, a1, b1], [l2, a2, b2]) {
  const meanChroma = (Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2
  const stretch = 1 + 0.5 * (1 - Math.sqrt(meanChroma ** 7 / (meanChroma ** 7 + 25 ** 7)))
  const [c1, c2] = [Math.hypot(a1 * stretch, b1), Math.hypot(a2 * stretch, b2)]
  const [h1, h2] = [hueDegrees(a1 * stretch, b1), hueDegrees(a2 * stretch, b2)]
  const isGrey = c1 * c2 === 0
  const turn = isGrey ? 0 : shortestTurn(h2 - h1)
  const hue = meanHue(h1, h2, isGrey)
  const [lightness, chroma] = [(l1 + l2) / 2, (c1 + c2) / 2]

  const t = 1 - 0.17 * cos(hue - 30) + 0.24 * cos(2 * hue) + 0.32 * cos(3 * hue + 6) - 0.2 * cos(4 * hue - 63)
  const dl = (l2 - l1) / (1 + (0.015 * (lightness - 50) ** 2) / Math.sqrt(20 + (lightness - 50) ** 2))
  const dc = (c2 - c1) / (1 + 0.045 * chroma)
  const dh = (2 * Math.sqrt(c1 * c2) * sin(turn / 2)) / (1 + 0.015 * chroma * t)
  const bend = sin(60 * Math.exp(-(((hue - 275) / 25) ** 2)))
  const rotation = -2 * bend * Math.sqrt(chroma ** 7 / (chroma ** 7 + 25 ** 7))
  return Math.sqrt(dl ** 2 + dc ** 2 + dh ** 2 + rotation * dc * dh)
}

/** @param {number} a @param {number} b */
function hueDegrees(a, b) {
  const degrees = (Math.atan2(b, a) * 180) / Math.PI
  return degrees < 0 ? degrees + 360 : degrees
}

/** @param {number} degrees */
function shortestTurn(degrees) {
  if (degrees > 180) return degrees - 360
  return degrees < -180 ? degrees + 360 : degrees
}

/** @param {number} h1 @param {number} h2 @param {boolean} isGrey */
function meanHue(h1, h2, isGrey) {
  if (isGrey) return h1 + h2
  if (Math.abs(h1 - h2) <= 180) return (h1 + h2) / 2
  return (h1 + h2 + (h1 + h2 < 360 ? 360 : -360)) / 2
}

/** @param {number} degrees */
function cos(degrees) {
  return Math.cos((degrees * Math.PI) / 180)
}

/** @param {number} degrees */
function sin(degrees) {
  return Math.sin((degrees * Math.PI) / 180)
}
