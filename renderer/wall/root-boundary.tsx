import { Component, type ReactNode } from "react";

const retryMs = 5000;

/** The last resort: the wall itself cannot be drawn. Says so in words for the room, and tries again. */
export class RootBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(): void {
    setTimeout(() => this.setState({ failed: false }), retryMs);
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <div className="wall">
        <section className="big-words blind alone">
          <div className="big-words-text">
            <strong className="root-word">The wall cannot be drawn</strong>
            <span className="dim">It is tried again every few seconds.</span>
          </div>
        </section>
      </div>
    );
  }
}
