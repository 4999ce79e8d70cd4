import { lengthMs, play, type ToneName, tones } from "./tones.ts";

/** A context that may sound does so within this time; one that does not has been blocked by the browser. */
const startWithinMs = 1500;
const sampleEveryMs = 40;
/** A busy machine renders sound late: the self-test waits so much longer than it takes. */
const latenessMs = 4000;
/** A machine without a loudspeaker is asked for one again after so long. */
const reopenMs = 60_000;
/** Of full scale, at full volume: a tone reaches ten times as much. */
const silence = 0.02;

export type SpeakerState = "starting" | "ready" | "blocked" | "failed";

/** The machine's loudspeaker. What sounds passes a meter, so that the wall can tell a tone from a silence. */
export class Speaker {
  #context: AudioContext | undefined;
  #volume: GainNode | undefined;
  #meter: AnalyserNode | undefined;
  #openedTick = 0;
  #hasFailed = false;
  #hush: () => void = () => undefined;

  state(): SpeakerState {
    if (this.#hasFailed) return "failed";
    if (this.#context?.state === "running") return "ready";
    return performance.now() < this.#openedTick + startWithinMs ? "starting" : "blocked";
  }

  /** Makes ready to sound; does nothing when it is. `volume`: 0 to 1. */
  open(volume: number): void {
    if (this.#hasFailed && performance.now() >= this.#openedTick + reopenMs) this.close();
    if (!this.#context && !this.#hasFailed) this.#start();
    if (this.#volume) this.#volume.gain.value = volume;
  }

  close(): void {
    this.hush();
    this.#context?.close().catch(() => undefined);
    this.#context = undefined;
    this.#hasFailed = false;
  }

  /** Somebody touched the wall, which lets a browser sound that did not want to. */
  touched(): void {
    if (this.#context && this.#context.state !== "running") this.#context.resume().catch(() => undefined);
  }

  play(name: ToneName): void {
    this.hush();
    if (this.#context && this.#volume) this.#hush = play(this.#context, this.#volume, tones[name]);
  }

  hush(): void {
    this.#hush();
    this.#hush = () => undefined;
  }

  /** Sounds the self-test, and answers whether it was heard by the meter in each of its notes. */
  async test(): Promise<boolean> {
    const { notes } = tones.selfTest;
    const heard = new Set<number>();
    const begun = performance.now();
    this.play("selfTest");
    while (heard.size < notes.length && performance.now() < begun + lengthMs(tones.selfTest) + latenessMs) {
      const hz = this.#loudestHz();
      for (const note of notes) if (hz !== undefined && Math.abs(hz - note.hz) < 25) heard.add(note.hz);
      await new Promise((resolve) => setTimeout(resolve, sampleEveryMs));
    }
    return heard.size === notes.length;
  }

  #start(): void {
    this.#openedTick = performance.now();
    try {
      const context = new AudioContext({ latencyHint: "playback" });
      const volume = new GainNode(context);
      const meter = new AnalyserNode(context, { fftSize: 4096, smoothingTimeConstant: 0 });
      volume.connect(meter).connect(context.destination);
      // The machine lost its loudspeaker, or never had one.
      context.addEventListener("error", () => (this.#hasFailed = true));
      [this.#context, this.#volume, this.#meter] = [context, volume, meter];
    } catch {
      this.#hasFailed = true;
    }
  }

  /** The strongest frequency on its way to the loudspeaker; undefined in silence. */
  #loudestHz(): number | undefined {
    const [context, meter, volume] = [this.#context, this.#meter, this.#volume];
    if (!context || !meter || !volume) return undefined;
    const wave = new Float32Array(meter.fftSize);
    meter.getFloatTimeDomainData(wave);
    const peak = wave.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    if (peak < silence * volume.gain.value) return undefined;
    const levels = new Float32Array(meter.frequencyBinCount);
    meter.getFloatFrequencyData(levels);
    const loudest = levels.reduce((best, level, bin) => (level > (levels[best] ?? 0) ? bin : best), 0);
    return (loudest * context.sampleRate) / meter.fftSize;
  }
}
