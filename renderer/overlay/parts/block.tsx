import { type ReactNode, useId } from "react";
import "./block.css";

interface BlockProps {
  title: string;
  /** How things stand, in words. */
  state?: string;
  children?: ReactNode;
}

/** A part of a section, under its own title. */
export function Block({ title, state, children }: BlockProps) {
  const id = useId();
  return (
    <section className="block" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {state !== undefined && (
        <p className="dim" role="status">
          {state}
        </p>
      )}
      {children}
    </section>
  );
}
