/** What is asked again: a challenge, or a question of a lab. */
export type ScheduleItem =
  | { readonly kind: 'challenge'; readonly challenge: string }
  | { readonly kind: 'topic'; readonly lab: string; readonly topic: string }

/** The name that a review event has for it. */
export function itemName(item: ScheduleItem): string {
  return item.kind === 'challenge' ? `challenge ${item.challenge}` : `topic ${item.lab} ${item.topic}`
}

/** The item of such a name, or undefined where a newer version has named something else. */
export function tryItem(name: string): ScheduleItem | undefined {
  const [kind, first, second, ...rest] = name.split(' ')
  if (rest.length > 0 || first === undefined || first === '') return undefined
  if (kind === 'challenge' && second === undefined) return { kind, challenge: first }
  if (kind === 'topic' && second !== undefined && second !== '') return { kind, lab: first, topic: second }
  return undefined
}
