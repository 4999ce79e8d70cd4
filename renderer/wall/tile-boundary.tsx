import { Component, type ReactNode } from "react";

/** A panel that cannot be drawn is tried again with its next frame, and after so long without one. */
const retryMs = 30_000;

interface TileBoundaryProps {
  /** Changes with each frame. */
  seq: number;
  /** In place of the panel while it cannot be drawn. */
  fallback: ReactNode;
  children: ReactNode;
}

interface TileBoundaryState {
  seq: number;
  failed: boolean;
}

/** Keeps the fault of one panel inside its tile. */
export class TileBoundary extends Component<TileBoundaryProps, TileBoundaryState> {
  override state: TileBoundaryState = { seq: this.props.seq, failed: false };
  #retry: ReturnType<typeof setTimeout> | undefined;

  static getDerivedStateFromError(): Pick<TileBoundaryState, "failed"> {
    return { failed: true };
  }

  static getDerivedStateFromProps({ seq }: TileBoundaryProps, state: TileBoundaryState): TileBoundaryState | null {
    return seq === state.seq ? null : { seq, failed: false };
  }

  override componentDidCatch(): void {
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.setState({ failed: false }), retryMs);
  }

  override componentWillUnmount(): void {
    clearTimeout(this.#retry);
  }

  override render(): ReactNode {
    return this.state.failed ? this.props.fallback : this.props.children;
  }
}
