/** Of the files in `python-files.ts` together: a host that compresses says how much it sends, not how much that is. */
export const PYTHON_SIZE_BYTES = 13_394_199
