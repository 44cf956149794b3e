// How a host says that a number or a moment is written.

import { formatDate, formatDuration } from '../text/format';
import { language } from '../text/t';

const steps = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte'];

/** A number as its column says; undefined for as usual. */
export function inNotation(text: string, notation: string | undefined): string | undefined {
  const value = Number(text);
  switch (notation) {
    case 'plain':
      return text;
    case 'percent':
      return unit(value, 'percent', 20);
    case 'seconds':
      return (value < 0 ? '-' : '') + formatDuration(Math.abs(value) * 1000);
    case 'bytes': {
      const step = Math.min(Math.floor(Math.log10(Math.max(1, Math.abs(value))) / 3), steps.length - 1);
      return unit(value / 1000 ** step, steps[step] ?? 'byte', 1);
    }
    default:
      return undefined;
  }
}

function unit(value: number, name: string, digits: number): string {
  return new Intl.NumberFormat(language, { style: 'unit', unit: name, maximumFractionDigits: digits }).format(
    value,
  );
}

/** A moment as its column says; undefined for as usual. */
export function momentIn(date: Date, notation: string | undefined): string | undefined {
  return notation === 'date' ? formatDate(date) : undefined;
}
