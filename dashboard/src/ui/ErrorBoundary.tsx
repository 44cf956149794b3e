import { Component, type ErrorInfo, type ReactNode } from 'react';

interface Props {
  /** What to draw instead; `retry` draws the part anew. */
  fallback: (error: Error, retry: () => void) => ReactNode;
  /** A change of this draws the part anew. */
  resetKey?: unknown;
  children: ReactNode;
}

/** Keeps what breaks in one part of the screen from taking the rest with it. */
export class ErrorBoundary extends Component<Props, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override componentDidCatch(error: Error, info: ErrorInfo) {
    reportError(new Error(`${error.message}\n${info.componentStack ?? ''}`, { cause: error }));
  }

  override componentDidUpdate(before: Props) {
    if (this.state.error && before.resetKey !== this.props.resetKey) this.setState({ error: null });
  }

  override render() {
    const { error } = this.state;
    return error ? this.props.fallback(error, () => this.setState({ error: null })) : this.props.children;
  }
}
