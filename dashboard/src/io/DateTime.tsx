import { useMemo } from 'react';
import { CalendarDateTime } from '@internationalized/date';
import { DatePicker } from 'react-aria-components/DatePicker';
import { WithCalendar } from './Calendar';
import styles from './Date.module.css';
import { Answered, Field, describedBy, isDisabled } from './Field';
import { SegmentsLine, useWhole } from './Segments';
import type { Unfinished } from './Segments';
import { asMoment, compareMoment, formatMoment, parseMoment } from './clock';
import type { Moment } from './clock';
import type { InputProps } from './props';
import type { IOComponent, RendererProps } from './types';
import { nowIn, ownTime } from './zone';
import type { Translate } from '../text/t';

interface DateTimeProps extends InputProps {
  defaultValue?: unknown;
  min?: unknown;
  max?: unknown;
  /** Whose clocks are meant. */
  zone?: string;
}

type Value = Moment | Unfinished;

/** INPUT_DATETIME: day and time on the clocks of a zone, which is named. */
export default function DateTimeField(props: RendererProps<DateTimeProps, Value>) {
  const { component, id, value, setValue, readOnly, error, t } = props;
  const { min, max, zone } = component.props;
  const whole = useWhole<Moment>(value);
  const moment = useMemo(() => calendarTime(whole) ?? null, [whole]); // another one would wipe what is being typed
  if (readOnly) return <Answered label={component.label} text={summarize(component, value)} t={t} />;
  const hint = hintText(component.props, asMoment(value), t);
  return (
    <Field of={props} hint={hint} group>
      <SegmentsLine of={props} shown={whole} parse={parseMoment} now={() => nowIn(zone ?? 'UTC')}>
        <DatePicker
          id={id}
          className={styles.picker}
          aria-labelledby={`${id}-label`}
          aria-describedby={describedBy(props, hint)}
          value={moment}
          onChange={(date) => setValue(asMoment(date))}
          minValue={calendarTime(min)}
          maxValue={calendarTime(max)}
          granularity="minute"
          hourCycle={24}
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

function calendarTime(value: unknown): CalendarDateTime | undefined {
  const moment = asMoment(value);
  return moment && new CalendarDateTime(moment.year, moment.month, moment.day, moment.hour, moment.minute);
}

/** The zone, what the person's own clocks show then, and the limits. */
function hintText(props: DateTimeProps, value: Moment | undefined, t: Translate): string | undefined {
  const { zone } = props;
  const own = value && zone ? ownTime(value, zone) : undefined;
  const parts = [
    zone && t('io.zone', { zone }),
    own && t('io.ownTime', { time: formatMoment(own) }),
    limitsText(props, t),
  ];
  return parts.filter(Boolean).join(' ') || undefined;
}

function limitsText({ min, max }: DateTimeProps, t: Translate): string | undefined {
  const least = asMoment(min);
  const most = asMoment(max);
  if (least && most) return t('io.between', { min: formatMoment(least), max: formatMoment(most) });
  if (least) return t('io.timeFrom', { min: formatMoment(least) });
  return most && t('io.timeTo', { max: formatMoment(most) });
}

export const isInput = true;

export function initial({ props }: IOComponent<DateTimeProps>): Value | undefined {
  return asMoment(props.defaultValue);
}

export function validate(
  { props }: IOComponent<DateTimeProps>,
  value: Value,
  t: Translate,
): string | undefined {
  const moment = asMoment(value);
  if (!moment) return t('io.badDateTime');
  const least = asMoment(props.min);
  const most = asMoment(props.max);
  const outside = (least && compareMoment(moment, least) < 0) || (most && compareMoment(moment, most) > 0);
  return outside ? limitsText(props, t) : undefined;
}

export function decode(answer: unknown): Value | undefined {
  return asMoment(answer);
}

export function summarize({ props }: IOComponent<DateTimeProps>, answer: unknown): string {
  const moment = asMoment(answer);
  return moment ? [formatMoment(moment), props.zone].filter(Boolean).join(' ') : '';
}
