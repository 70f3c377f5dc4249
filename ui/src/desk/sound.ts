/** A tone: begin and length in seconds, height in hertz. */
type Tone = { at: number; for: number; hertz: number };

// Told apart by rhythm too: two short rising ones, and one long low one.
const TONES: Record<"yes" | "no", Tone[]> = {
  yes: [
    { at: 0, for: 0.09, hertz: 880 },
    { at: 0.13, for: 0.12, hertz: 1320 },
  ],
  no: [{ at: 0, for: 0.55, hertz: 220 }],
};

let context: AudioContext | null = null;

/** Sounds once; a PC without sound stays silent. */
export function play(sound: "yes" | "no"): void {
  if (typeof AudioContext === "undefined") return;
  try {
    context ??= new AudioContext();
    for (const tone of TONES[sound]) {
      const from = context.currentTime + tone.at;
      const wave = context.createOscillator();
      const volume = context.createGain();
      wave.type = sound === "yes" ? "sine" : "square";
      wave.frequency.value = tone.hertz;
      // Faded at both ends, so that it does not click.
      volume.gain.setValueAtTime(0, from);
      volume.gain.linearRampToValueAtTime(0.25, from + 0.01);
      volume.gain.setValueAtTime(0.25, from + tone.for - 0.02);
      volume.gain.linearRampToValueAtTime(0, from + tone.for);
      wave.connect(volume).connect(context.destination);
      wave.start(from);
      wave.stop(from + tone.for);
    }
  } catch {
    // What was done is also written on the screen.
    context = null;
  }
}
