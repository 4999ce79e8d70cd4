/** One note: when it begins and how long it sounds. */
interface Note {
  hz: number;
  atMs: number;
  forMs: number;
}

export interface Tone {
  notes: readonly Note[];
  /** triangle: the odd harmonics that let a loudspeaker's place be heard; sine: soft. */
  wave: "sine" | "triangle";
  /** Of the wall's volume. */
  gain: number;
}

export type ToneName = "critical" | "warning" | "selfTest";

/**
 * Told apart by tune and pitch. All stay between 250 and 700 Hz, where hearing loss with age is least and nothing is
 * shrill. The critical falls twice in the rhythm 3 + 2 of IEC 60601-1-8; a warning is one soft note; the self-test rises.
 */
export const tones: Record<ToneName, Tone> = {
  critical: { wave: "triangle", gain: 1, notes: [659, 523, 392, 659, 523].map((hz, index) => pulse(hz, index)) },
  warning: { wave: "sine", gain: 0.4, notes: [{ hz: 440, atMs: 0, forMs: 700 }] },
  selfTest: {
    wave: "sine",
    gain: 0.6,
    notes: [294, 370, 587].map((hz, index) => ({ hz, atMs: index * 340, forMs: 320 })),
  },
};

/** How long a tone takes, in milliseconds. */
export function lengthMs({ notes }: Tone): number {
  return Math.max(...notes.map(({ atMs, forMs }) => atMs + forMs));
}

/** Sounds it on `output`, from now. The result ends it at once, without a click. */
export function play(context: BaseAudioContext, output: AudioNode, { notes, wave, gain }: Tone): () => void {
  const loudness = new GainNode(context, { gain });
  loudness.connect(output);
  const oscillators = notes.map(({ hz, atMs, forMs }) => {
    const start = context.currentTime + atMs / 1000;
    const end = start + forMs / 1000;
    const oscillator = new OscillatorNode(context, { type: wave, frequency: hz });
    const swell = new GainNode(context, { gain: 0 });
    swell.gain.setValueAtTime(0, start);
    swell.gain.linearRampToValueAtTime(1, start + 0.02);
    swell.gain.setTargetAtTime(0.5, start + 0.02, 0.12);
    swell.gain.setTargetAtTime(0, end - 0.09, 0.025);
    oscillator.connect(swell).connect(loudness);
    oscillator.start(start);
    oscillator.stop(end);
    return oscillator;
  });
  oscillators.at(-1)?.addEventListener("ended", () => loudness.disconnect());
  return () => {
    loudness.gain.setTargetAtTime(0, context.currentTime, 0.008);
    for (const oscillator of oscillators) oscillator.stop(context.currentTime + 0.05);
  };
}

/** Three pulses, a breath, and two. */
function pulse(hz: number, index: number): Note {
  return { hz, atMs: index * 230 + (index >= 3 ? 260 : 0), forMs: 210 };
}
