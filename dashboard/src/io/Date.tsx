import { useMemo } from 'react';
import { CalendarDate } from '@internationalized/date';
import { DatePicker } from 'react-aria-components/DatePicker';
import { WithCalendar } from './Calendar';
import styles from './Date.module.css';
import { Answered, Field, describedBy, isDisabled } from './Field';
import { SegmentsLine, useWhole } from './Segments';
import type { Unfinished } from './Segments';
import { asCivil, compareCivil, formatCivil, parseTyped, today } from './civil';
import type { Civil } from './civil';
import type { DateProps } from './props';
import type { IOComponent, RendererProps } from './types';
import type { Translate } from '../text/t';

type Value = Civil | Unfinished;
type Props = RendererProps<DateProps, Value>;

/** INPUT_DATE: a day in the order of the reader's language, by keys or calendar. */
export default function DateField(props: Props) {
  const { component, id, value, setValue, readOnly, error, t } = props;
  const { min, max } = component.props;
  const whole = useWhole<Civil>(value);
  const day = useMemo(() => calendarDate(whole) ?? null, [whole]); // another one would wipe what is being typed
  if (readOnly) return <Answered label={component.label} text={summarize(component, value)} t={t} />;
  const hint = limitsText(component.props, t);
  return (
    <Field of={props} hint={hint} group>
      <SegmentsLine of={props} shown={whole} parse={(text) => parseTyped(text)} now={() => today()}>
        <DatePicker
          id={id}
          className={styles.picker}
          aria-labelledby={`${id}-label`}
          aria-describedby={describedBy(props, hint)}
          value={day}
          onChange={(date) =>
            setValue(date ? { year: date.year, month: date.month, day: date.day } : undefined)
          }
          minValue={calendarDate(min)}
          maxValue={calendarDate(max)}
          isDisabled={isDisabled(props)}
          isInvalid={error !== undefined}
          validationBehavior="aria"
          shouldForceLeadingZeros
        >
          <WithCalendar />
        </DatePicker>
      </SegmentsLine>
    </Field>
  );
}

function calendarDate(value: unknown): CalendarDate | undefined {
  const civil = asCivil(value);
  return civil && new CalendarDate(civil.year, civil.month, civil.day);
}

function limitsText({ min, max }: DateProps, t: Translate): string | undefined {
  const least = asCivil(min);
  const most = asCivil(max);
  if (least && most) return t('io.dateBetween', { min: formatCivil(least), max: formatCivil(most) });
  if (least) return t('io.dateFrom', { min: formatCivil(least) });
  return most && t('io.dateTo', { max: formatCivil(most) });
}

export const isInput = true;

export function initial({ props }: IOComponent<DateProps>): Value | undefined {
  return asCivil(props.defaultValue);
}

export function validate({ props }: IOComponent<DateProps>, value: Value, t: Translate): string | undefined {
  const day = asCivil(value);
  if (!day) return t('io.badDate');
  const least = asCivil(props.min);
  const most = asCivil(props.max);
  const outside = (least && compareCivil(day, least) < 0) || (most && compareCivil(day, most) > 0);
  return outside ? limitsText(props, t) : undefined;
}

export function decode(answer: unknown): Value | undefined {
  return asCivil(answer);
}

export function summarize(_: IOComponent<DateProps>, answer: unknown): string {
  const civil = asCivil(answer);
  return civil ? formatCivil(civil) : '';
}
