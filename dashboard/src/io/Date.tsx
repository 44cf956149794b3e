import { CalendarDate } from '@internationalized/date';
import type { KeyboardEvent, ClipboardEvent } from 'react';
import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  DateInput,
  DatePicker,
  DateSegment,
  Group,
  Popover,
} from 'react-aria-components/DatePicker';
import { Dialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Icon } from '../ui/Icon';
import control from '../ui/control.module.css';
import { ClearButton } from './ClearButton';
import styles from './Date.module.css';
import { Answered, Field, describedBy, isDisabled } from './Field';
import { asCivil, compareCivil, formatCivil, parseTyped, today } from './civil';
import type { Civil } from './civil';
import type { DateProps } from './props';
import type { IOComponent, RendererProps } from './types';
import type { Translate } from '../text/t';

type Props = RendererProps<DateProps, Civil>;

/** INPUT_DATE: a day in the order of the reader's language, by keys or calendar. */
export default function DateField(props: Props) {
  const { component, id, value, setValue, onBlur, readOnly, error, t } = props;
  const { min, max } = component.props;
  if (readOnly) return <Answered label={component.label} text={value ? formatCivil(value) : ''} t={t} />;
  const hint = limitsText(component.props, t);
  const typed = (event: KeyboardEvent) => {
    if (event.key !== 't' || event.ctrlKey || event.metaKey || event.altKey || isDisabled(props)) return;
    event.preventDefault();
    setValue(today());
  };
  const pasted = (event: ClipboardEvent) => {
    const day = parseTyped(event.clipboardData.getData('text'));
    if (!day || isDisabled(props)) return;
    event.preventDefault();
    setValue(day);
  };
  return (
    <Field of={props} hint={hint} group>
      <div className={styles.line} onKeyDownCapture={typed} onPasteCapture={pasted}>
        <DatePicker
          id={id}
          className={styles.picker}
          aria-labelledby={`${id}-label`}
          aria-describedby={describedBy(props, hint)}
          value={calendarDate(value) ?? null}
          onChange={(date) =>
            setValue(date ? { year: date.year, month: date.month, day: date.day } : undefined)
          }
          onBlur={onBlur}
          minValue={calendarDate(min)}
          maxValue={calendarDate(max)}
          isDisabled={isDisabled(props)}
          isInvalid={error !== undefined}
          validationBehavior="aria"
          shouldForceLeadingZeros
        >
          <Group className={`${control.box} ${styles.group}`}>
            <DateInput className={styles.input}>
              {(segment) => <DateSegment segment={segment} className={styles.segment} />}
            </DateInput>
            <Button className={styles.open}>
              <Icon name="calendar" />
            </Button>
          </Group>
          <Days />
        </DatePicker>
        {component.isOptional && value && !isDisabled(props) && (
          <ClearButton label={component.label} onClear={() => setValue(undefined)} t={t} />
        )}
      </div>
    </Field>
  );
}

function Days() {
  return (
    <Popover className={styles.popover}>
      <Dialog className={styles.dialog}>
        <Calendar>
          <header className={styles.header}>
            <Button slot="previous" className={styles.turn}>
              <Icon name="left" />
            </Button>
            <Heading className={styles.month} />
            <Button slot="next" className={styles.turn}>
              <Icon name="right" />
            </Button>
          </header>
          <CalendarGrid>
            <CalendarGridHeader>
              {(day) => <CalendarHeaderCell className={styles.weekday}>{day}</CalendarHeaderCell>}
            </CalendarGridHeader>
            <CalendarGridBody>
              {(date) => <CalendarCell date={date} className={styles.day} />}
            </CalendarGridBody>
          </CalendarGrid>
        </Calendar>
      </Dialog>
    </Popover>
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

export function initial({ props }: IOComponent<DateProps>): Civil | undefined {
  return asCivil(props.defaultValue);
}

export function validate({ props }: IOComponent<DateProps>, value: Civil, t: Translate): string | undefined {
  if (!asCivil(value)) return t('io.badDate');
  const least = asCivil(props.min);
  const most = asCivil(props.max);
  const outside = (least && compareCivil(value, least) < 0) || (most && compareCivil(value, most) > 0);
  return outside ? limitsText(props, t) : undefined;
}

export function decode(answer: unknown): Civil | undefined {
  return asCivil(answer);
}

export function summarize(_: IOComponent<DateProps>, answer: unknown): string {
  const civil = asCivil(answer);
  return civil ? formatCivil(civil) : '';
}
