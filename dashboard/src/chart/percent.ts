import { language } from '../text/t';

const format = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });

/** A part of a whole, 0 to 1, in hundredths. */
export function percent(share: number): string {
  return format.format(share);
}
