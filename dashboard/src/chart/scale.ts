// Where numbers stand on a line, without a screen.

/** Ticks at round numbers that enclose a range, the lowest first. */
export function niceTicks(min: number, max: number, count: number): number[] {
  const [low, high] = widened(min, max);
  const step = niceStep((high - low) / Math.max(1, count));
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  const ticks: number[] = [];
  for (let at = first; at <= last; at++) ticks.push(rounded(at * step, step));
  return ticks;
}

/** A range of one number has some room around it. */
function widened(min: number, max: number): [number, number] {
  if (min < max) return [min, max];
  if (min === 0) return [0, 1];
  return min > 0 ? [0, min] : [min, 0];
}

/** The next of 1, 2, 2.5 and 5 times a power of ten. */
export function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 2.5, 5, 10].find((each) => each * power >= rough * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/** The number without what floating point added to it. */
function rounded(value: number, step: number): number {
  const digits = Math.max(0, 2 - Math.floor(Math.log10(step)));
  return digits > 20 ? value : Number(value.toFixed(digits));
}

/** How many decimals ticks with this step need. */
export function decimalsOf(step: number): number {
  for (let digits = 0; digits < 12; digits++) {
    const scaled = step * 10 ** digits;
    if (Math.abs(scaled - Math.round(scaled)) < 1e-6 * Math.max(1, scaled)) return digits;
  }
  return 12;
}

/** Maps a range onto pixels. */
export function linear(min: number, max: number, from: number, to: number): (value: number) => number {
  const span = max - min || 1;
  return (value) => from + ((value - min) / span) * (to - from);
}

/** Which of several labels can stand beside each other, each so wide at its place. */
export function thinned(places: readonly number[], widths: readonly number[], gap = 12): number[] {
  const kept: number[] = [];
  let end = -Infinity;
  places.forEach((place, index) => {
    const half = (widths[index] ?? 0) / 2;
    if (place - half < end + gap) return;
    kept.push(index);
    end = place + half;
  });
  return kept;
}

/** The place nearest to one; -1 when there is none. Places are in order. */
export function nearest(places: readonly number[], at: number): number {
  let best = -1;
  places.forEach((place, index) => {
    if (best < 0 || Math.abs(place - at) < Math.abs((places[best] ?? 0) - at)) best = index;
  });
  return best;
}
