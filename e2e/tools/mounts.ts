/** Where the built app is served from in the browser tests: the root, and a path as deep as a static host may have. */
export const E2E_MOUNTS = ['/', '/some/deep/path/'] as const
