/**
 * Version of the engine's behaviour. Within one major version the same parameters and acts give the same events and the
 * same state digests, so links keep opening at the very same moment.
 */
export const ENGINE_VERSION = '1.0.0'
