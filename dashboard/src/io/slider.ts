import { canonical, shift } from './decimal';
import { formatDecimal } from './money';
import { limitsText, problemOf, toWire } from './number';
import type { InputProps, NumberProps } from './props';
import type { Translate } from '../text/t';

export interface SliderProps extends InputProps {
  defaultValue?: number | null;
  min: number;
  max: number;
  /** How far apart the numbers are, counted from min. */
  step?: number;
}

/** The same as a number that may lie between the steps: what can be typed is seen before it is refused. */
export function offStep({ min, max, ...shared }: SliderProps): NumberProps {
  return { ...shared, min, max, decimals: 15 };
}

/** The limits, and the steps where they are not whole numbers. */
export function sliderHint(props: SliderProps, t: Translate): string | undefined {
  const steps = (props.step ?? 1) === 1 && Number.isInteger(props.min) ? undefined : stepText(props, t);
  return [limitsText(offStep(props), t), steps].filter(Boolean).join(' ');
}

function stepText({ min, step }: SliderProps, t: Translate): string {
  const shown = (number: number) => formatDecimal(canonical(number) ?? '');
  return t('io.steps', { step: shown(step ?? 1), min: shown(min) });
}

/** Why what was typed cannot be sent. */
export function sliderProblem(props: SliderProps, typed: string, t: Translate): string | undefined {
  const problem = problemOf(offStep(props), typed, t);
  if (problem) return problem;
  return isOnStep(props, toWire(offStep(props), typed)) ? undefined : stepText(props, t);
}

/** Whether a number is reached from min by steps, in exact decimals. */
function isOnStep({ min, step }: SliderProps, wire: unknown): boolean {
  const texts = [wire, min, step ?? 1].map((number) => canonical(number) ?? '0');
  const places = Math.max(...texts.map((text) => text.split('.')[1]?.length ?? 0));
  const [at = 0n, from = 0n, by = 1n] = texts.map((text) => BigInt(shift(text, places)));
  return by > 0n && (at - from) % by === 0n;
}
