import { Component, type ReactNode } from 'react'
import { Button } from '../ui/Button.tsx'
import { HOME } from './routes.ts'
import './error-boundary.css'

interface Props {
  /** Another page is another chance. */
  readonly page: string
  readonly children: ReactNode
}

interface State {
  readonly error: Error | undefined
}

/** What is shown instead of a page whose drawing failed: what happened, what is still good, what to do. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: undefined }

  static getDerivedStateFromError(error: unknown): { error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) }
  }

  override componentDidUpdate(before: Props): void {
    if (before.page !== this.props.page && this.state.error !== undefined) this.setState({ error: undefined })
  }

  override render(): ReactNode {
    const { error } = this.state
    if (error === undefined) return this.props.children
    return (
      <main className="fault">
        <h1>This page could not be drawn.</h1>
        <p>
          The reason: {error.message}. What you did before is in your log and is not touched. Reload the page to go on.
        </p>
        <div className="fault-acts">
          <Button primary onPress={() => location.reload()}>
            Reload
          </Button>
          <a className="btn" href={`#${HOME}`}>
            Go to the first page
          </a>
        </div>
        <pre className="m">{error.stack}</pre>
      </main>
    )
  }
}
