import { Component, type ContextType, type ReactNode } from "react";
import { LinkedContext } from "../link/use-store.ts";

/** A panel that cannot be drawn is tried again with its next frame, and after so long without one. */
const retryMs = 30_000;

interface TileBoundaryProps {
  /** Whose frames it waits for. */
  panel: string;
  /** In place of the panel while it cannot be drawn. */
  fallback: ReactNode;
  children: ReactNode;
}

/** Keeps the fault of one panel inside its tile. */
export class TileBoundary extends Component<TileBoundaryProps, { failed: boolean }> {
  static override contextType = LinkedContext;
  declare context: ContextType<typeof LinkedContext>;
  override state = { failed: false };
  #stopWaiting: () => void = () => undefined;

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(): void {
    this.#stopWaiting();
    const retry = () => {
      this.#stopWaiting();
      this.setState({ failed: false });
    };
    const timer = setTimeout(retry, retryMs);
    const unsubscribe = this.context?.store.subscribe(`panel ${this.props.panel}`, retry);
    this.#stopWaiting = () => {
      clearTimeout(timer);
      unsubscribe?.();
    };
  }

  override componentWillUnmount(): void {
    this.#stopWaiting();
  }

  override render(): ReactNode {
    return this.state.failed ? this.props.fallback : this.props.children;
  }
}
