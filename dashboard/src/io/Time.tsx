import { Time } from '@internationalized/date';
import { TimeField } from 'react-aria-components/TimeField';
import control from '../ui/control.module.css';
import styles from './Date.module.css';
import { Answered, Field, describedBy, isDisabled } from './Field';
import { Segments, SegmentsLine } from './Segments';
import type { Unfinished } from './Segments';
import { asClock, compareClock, formatClock, parseClock } from './clock';
import type { Clock } from './clock';
import type { InputProps } from './props';
import type { IOComponent, RendererProps } from './types';
import type { Translate } from '../text/t';

interface TimeProps extends InputProps {
  defaultValue?: unknown;
  min?: unknown;
  max?: unknown;
}

type Value = Clock | Unfinished;

/** INPUT_TIME: hour and minute on a clock of 24 hours. */
export default function ClockField(props: RendererProps<TimeProps, Value>) {
  const { component, id, value, setValue, readOnly, error, t } = props;
  if (readOnly) return <Answered label={component.label} text={summarize(component, value)} t={t} />;
  const hint = limitsText(component.props, t);
  const clock = asClock(value);
  return (
    <Field of={props} hint={hint} group>
      <SegmentsLine of={props} parse={parseClock} now={() => asClock(clockOf(new Date()))}>
        <TimeField
          id={id}
          className={styles.picker}
          aria-labelledby={`${id}-label`}
          aria-describedby={describedBy(props, hint)}
          value={clock ? new Time(clock.hour, clock.minute) : null}
          onChange={(time) => setValue(time ? { hour: time.hour, minute: time.minute } : undefined)}
          granularity="minute"
          hourCycle={24}
          isDisabled={isDisabled(props)}
          isInvalid={error !== undefined}
          validationBehavior="aria"
          shouldForceLeadingZeros
        >
          <div className={`${control.box} ${styles.short}`} data-disabled={isDisabled(props) || undefined}>
            <Segments />
          </div>
        </TimeField>
      </SegmentsLine>
    </Field>
  );
}

function clockOf(date: Date): Clock {
  return { hour: date.getHours(), minute: date.getMinutes() };
}

function limitsText({ min, max }: TimeProps, t: Translate): string | undefined {
  const least = asClock(min);
  const most = asClock(max);
  if (least && most) return t('io.between', { min: formatClock(least), max: formatClock(most) });
  if (least) return t('io.timeFrom', { min: formatClock(least) });
  return most && t('io.timeTo', { max: formatClock(most) });
}

export const isInput = true;

export function initial({ props }: IOComponent<TimeProps>): Value | undefined {
  return asClock(props.defaultValue);
}

export function validate({ props }: IOComponent<TimeProps>, value: Value, t: Translate): string | undefined {
  const clock = asClock(value);
  if (!clock) return t('io.badTime');
  const least = asClock(props.min);
  const most = asClock(props.max);
  const outside = (least && compareClock(clock, least) < 0) || (most && compareClock(clock, most) > 0);
  return outside ? limitsText(props, t) : undefined;
}

export function decode(answer: unknown): Value | undefined {
  return asClock(answer);
}

export function summarize(_: IOComponent<TimeProps>, answer: unknown): string {
  const clock = asClock(answer);
  return clock ? formatClock(clock) : '';
}
