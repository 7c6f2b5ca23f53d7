/**
 * Assembles WebAssembly modules from expressions: as much of the binary format as the loops of the integer sort need.
 * Opcodes and encodings: https://webassembly.github.io/spec/core/binary/
 */

/** Instructions as bytes. An expression leaves its value on the stack, a statement leaves nothing. */
export type Code = readonly number[]

type ValueType = 'i32' | 'i64' | 'v128'

/** A parameter or variable of a function. */
export interface Local {
  readonly index: number
}

/** An operand: an expression, a variable, or a constant (of four equal lanes where a vector is wanted). */
export type Value = Code | Local | number

/** A function of a module; all parameters are 32-bit integers. */
export interface WasmFunction {
  readonly name: string
  readonly parameters: number
  readonly locals: readonly ValueType[]
  readonly result: boolean
  /** Made when the module is. */
  readonly body: () => Code
}

const TYPE_BYTES: Readonly<Record<ValueType, number>> = { i32: 0x7f, i64: 0x7e, v128: 0x7b }
const VECTOR = 0xfd
const NO_RESULT = 0x40
const END = 0x0b

export const i32 = {
  eqz: unary('i32', 0x45),
  eq: binary('i32', 0x46),
  ltU: binary('i32', 0x49),
  gtS: binary('i32', 0x4a),
  add: binary('i32', 0x6a),
  and: binary('i32', 0x71),
  or: binary('i32', 0x72),
  xor: binary('i32', 0x73),
  shl: binary('i32', 0x74),
  shrU: binary('i32', 0x76),
  /** The low half of a 64-bit integer. */
  wrap: unary('i64', 0xa7),
  load: loadFrom(0x28),
  store: storeTo('i32', 0x36),
} as const

export const i64 = {
  ltS: binary('i64', 0x53),
  add: binary('i64', 0x7c),
  or: binary('i64', 0x84),
  shl: binary('i64', 0x86),
  shrS: binary('i64', 0x87),
  extendS: unary('i32', 0xac),
  extendU: unary('i32', 0xad),
  load: loadFrom(0x29),
  /** A 32-bit integer of the memory, with its sign. */
  load32S: loadFrom(0x34),
  store: storeTo('i64', 0x37),
} as const

export const v128 = {
  load: loadFrom(VECTOR, 0x00),
  or: binary('v128', VECTOR, 0x50),
  xor: binary('v128', VECTOR, 0x51),
  anyTrue: unary('v128', VECTOR, 0x53),
} as const

export const i32x4 = {
  gtS: binary('v128', VECTOR, 0x3b),
  shl: shift(0xab),
  shrU: shift(0xad),
  add: binary('v128', VECTOR, ...unsigned(0xae)),
  mul: binary('v128', VECTOR, ...unsigned(0xb5)),
  lane: laneOf(0x1b),
} as const

export const i64x2 = {
  /** The two low, or high, of four 32-bit lanes, widened without a sign. */
  extendLowU: unary('v128', VECTOR, ...unsigned(0xc9)),
  extendHighU: unary('v128', VECTOR, ...unsigned(0xca)),
  add: binary('v128', VECTOR, ...unsigned(0xce)),
  lane: laneOf(0x1d),
} as const

export function get(local: Local): Code {
  return [0x20, ...unsigned(local.index)]
}

export function set(local: Local, value: Code): Code {
  return [...value, 0x21, ...unsigned(local.index)]
}

/** One of two values, both 32-bit or both 64-bit variables: no branch is taken for it. */
export function select(condition: Local, ifTrue: Local, ifFalse: Local): Code {
  return [...get(ifTrue), ...get(ifFalse), ...get(condition), 0x1b]
}

/** Repeats the body as long as the condition holds. In it, `leaveIf` leaves the loop. */
export function loopWhile(condition: Code, ...body: readonly Code[]): Code {
  const again = [...condition, 0x0d, 0]
  const loop = [0x03, NO_RESULT, ...body.flat(), ...again, END]
  return [0x02, NO_RESULT, ...leave(i32.eqz(condition), 0), ...loop, END]
}

export function leaveIf(condition: Code): Code {
  return leave(condition, 1)
}

function leave(condition: Code, depth: number): Code {
  return [...condition, 0x0d, depth]
}

/** Defines a function by its parameters and variables and by what is done with them. */
export function defineFunction<P extends string, L extends string>(
  name: string,
  parameters: readonly P[],
  variables: Readonly<Record<L, ValueType>>,
  result: boolean,
  body: (locals: Readonly<Record<P | L, Local>>) => readonly Code[],
): WasmFunction {
  const names = [...parameters, ...Object.keys(variables)]
  const locals = Object.fromEntries(names.map((local, index) => [local, { index }])) as Record<P | L, Local>
  return {
    name,
    parameters: parameters.length,
    locals: Object.values<ValueType>(variables),
    result,
    body: () => body(locals).flat(),
  }
}

/** The bytes of a module that imports the memory `host.memory` and exports all of its functions. */
export function assemble(functions: readonly WasmFunction[]): Uint8Array<ArrayBuffer> {
  const types = functions.map(({ parameters, result }) => [
    0x60,
    ...list(new Array<Code>(parameters).fill([TYPE_BYTES.i32])),
    ...list(result ? [[TYPE_BYTES.i32]] : []),
  ])
  const bodies = functions.map(({ locals, body }) => {
    const code = [...list(locals.map((type) => [1, TYPE_BYTES[type]])), ...body(), END]
    return [...unsigned(code.length), ...code]
  })
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, types),
    ...section(2, [[...text('host'), ...text('memory'), 0x02, 0x00, 0]]),
    ...section(
      3,
      functions.map((_, i) => unsigned(i)),
    ),
    ...section(
      7,
      functions.map(({ name }, i) => [...text(name), 0x00, ...unsigned(i)]),
    ),
    ...section(10, bodies),
  ])
}

function section(id: number, items: readonly Code[]): Code {
  const content = list(items)
  return [id, ...unsigned(content.length), ...content]
}

function list(items: readonly Code[]): Code {
  return [...unsigned(items.length), ...items.flat()]
}

function text(name: string): Code {
  return list(Array.from(name, (letter) => [letter.charCodeAt(0)]))
}

function operand(type: ValueType, value: Value): Code {
  if (typeof value !== 'number') return 'index' in value ? get(value) : value
  if (type === 'i32') return [0x41, ...signed(value | 0)]
  if (type === 'i64') return [0x42, ...signed(value)]
  const lane = [value & 255, (value >>> 8) & 255, (value >>> 16) & 255, value >>> 24]
  return [VECTOR, 0x0c, ...lane, ...lane, ...lane, ...lane]
}

function unary(type: ValueType, ...opcode: Code): (value: Value) => Code {
  return (value) => [...operand(type, value), ...opcode]
}

function binary(type: ValueType, ...opcode: Code): (left: Value, right: Value) => Code {
  return (left, right) => [...operand(type, left), ...operand(type, right), ...opcode]
}

function shift(opcode: number): (value: Value, bits: number) => Code {
  return (value, bits) => [...operand('v128', value), ...operand('i32', bits), VECTOR, ...unsigned(opcode)]
}

function laneOf(opcode: number): (value: Local, lane: number) => Code {
  return (value, lane) => [...operand('v128', value), VECTOR, opcode, lane]
}

/** No alignment is promised: it is a hint only. */
function loadFrom(...opcode: Code): (address: Value, offset?: number) => Code {
  return (address, offset = 0) => [...operand('i32', address), ...opcode, 0, ...unsigned(offset)]
}

function storeTo(type: ValueType, ...opcode: Code): (address: Value, value: Value, offset?: number) => Code {
  return (address, value, offset = 0) => [
    ...operand('i32', address),
    ...operand(type, value),
    ...opcode,
    0,
    ...unsigned(offset),
  ]
}

/** LEB128 of a whole number from 0 to 2^53. */
function unsigned(value: number): Code {
  const low = value % 128
  return value < 128 ? [low] : [low + 128, ...unsigned((value - low) / 128)]
}

/** LEB128 with a sign. */
function signed(value: number): Code {
  const rest = Math.floor(value / 128)
  const low = value - 128 * rest
  const isLast = (rest === 0 && low < 64) || (rest === -1 && low >= 64)
  return isLast ? [low] : [low + 128, ...signed(rest)]
}
