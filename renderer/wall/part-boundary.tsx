import { Component, type ReactNode } from "react";

interface PartBoundaryProps {
  onFailure(): void;
  children: ReactNode;
}

/** Keeps the fault of a page or of the overlay to it: it goes, before the next paint, and whoever hears of it goes on. */
export class PartBoundary extends Component<PartBoundaryProps, { failed: boolean }> {
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
