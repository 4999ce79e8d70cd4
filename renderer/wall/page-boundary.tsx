import { Component, type ReactNode } from "react";

interface PageBoundaryProps {
  onFailure(): void;
  children: ReactNode;
}

/** Keeps the fault of one page to it: whoever hears of it takes the page off the stage before the next paint. */
export class PageBoundary extends Component<PageBoundaryProps, { failed: boolean }> {
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
