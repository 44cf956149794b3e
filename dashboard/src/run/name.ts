import { t } from '../text/t';

/** What a step is called by screen readers: "Step 3: Refund details". */
export function stepName(number: number, title?: string): string {
  return title ? t('step.numberTitle', { number, title }) : t('step.number', { number });
}
