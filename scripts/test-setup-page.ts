import { cleanup } from '@testing-library/react'
import { afterEach } from 'vitest'

// Set after the hooks of all tests, and so run before them.
afterEach(cleanup)
