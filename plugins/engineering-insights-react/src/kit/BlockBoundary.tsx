import { Component } from 'react';
import type { ReactNode } from 'react';
import { useFormats } from '../formats';

interface BoundaryProps {
  readonly message: string;
  readonly retryLabel: string;
  readonly children: ReactNode;
}

class Boundary extends Component<BoundaryProps, { hasFailed: boolean }> {
  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  state = { hasFailed: false };

  render() {
    if (!this.state.hasFailed) return this.props.children;
    return (
      <div role="alert">
        {this.props.message}{' '}
        <button
          type="button"
          onClick={() => this.setState({ hasFailed: false })}
        >
          {this.props.retryLabel}
        </button>
      </div>
    );
  }
}

/** Keeps a part that cannot be drawn from taking the page with it. React reports the error itself. */
export function BlockBoundary({ children }: { readonly children: ReactNode }) {
  const { t } = useFormats();
  return (
    <Boundary message={t('kit.couldNotDraw')} retryLabel={t('kit.retry')}>
      {children}
    </Boundary>
  );
}
