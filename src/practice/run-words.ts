/** Why nothing can be typed while what is handed in is judged. */
export const HANDING_IN = 'It cannot be changed while it is judged to be handed in.'
