import { Component, type ReactNode } from "react";

interface OverlayBoundaryProps {
  onFailure(): void;
  children: ReactNode;
}

/** An overlay that cannot be loaded or drawn goes away, and takes nothing of the wall with it. */
export class OverlayBoundary extends Component<OverlayBoundaryProps, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(): void {
    this.props.onFailure();
  }

  override render(): ReactNode {
    return this.state.failed ? null : this.props.children;
  }
}
