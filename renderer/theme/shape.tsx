import type { ReactNode } from "react";

export type ShapeName =
  | "ok"
  | "warning"
  | "critical"
  | "blind"
  | "flapping"
  | "soft"
  | "acknowledged"
  | "muted"
  | "shelved";

const stroke = { fill: "none", stroke: "currentColor", strokeWidth: 2.6 };
const solid = { fill: "currentColor" };

const drawings: Record<ShapeName, ReactNode> = {
  ok: <circle cx="12" cy="12" r="8.7" {...stroke} />,
  warning: <path d="M12 2.6 22.6 21.4H1.4Z" {...solid} />,
  critical: <path d="M12 .8 23.2 12 12 23.2.8 12Z" {...solid} />,
  blind: <path d="M18.4 18.4A9 9 0 1 1 18.4 5.6 9 9 0 0 1 18.4 18.4L5.6 5.6" {...stroke} />,
  flapping: <path d="M1.6 13.5C4.6 3.6 8.6 3.6 12 12s7.4 8.4 10.4-1.5" {...stroke} strokeWidth="3.2" />,
  soft: <path d="M5 3.4h14L5 20.6h14Z" {...stroke} strokeLinejoin="round" />,
  acknowledged: <path d="M12 2.6 21.4 12 12 21.4 2.6 12Z" {...stroke} />,
  muted: <path d="M8 4v16M16 4v16" {...stroke} strokeWidth="3.6" />,
  shelved: <path d="M19.6 15.9A9.3 9.3 0 1 1 9.4 3.1a7.4 7.4 0 0 0 10.2 12.8Z" {...stroke} />,
};

/** The form that says a state without colour. As large as the type around it, in its colour. */
export function Shape({ name }: { name: ShapeName }) {
  return (
    <svg className="shape" data-shape={name} viewBox="0 0 24 24" aria-hidden="true">
      {drawings[name]}
    </svg>
  );
}
