/** Shares of the full brightness. */
export const levels = [
  { value: 1, label: "Full" },
  { value: 0.75, label: "75 %" },
  { value: 0.5, label: "50 %" },
  { value: 0.3, label: "30 %" },
];

export const mutes = [
  { minutes: 15, label: "Mute for 15 min" },
  { minutes: 60, label: "1 h" },
  { minutes: 240, label: "4 h" },
];
