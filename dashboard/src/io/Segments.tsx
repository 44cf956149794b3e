import { useEffect, useRef } from 'react';
import type { ClipboardEvent, FocusEvent, KeyboardEvent, ReactNode } from 'react';
import { DateInput, DateSegment } from 'react-aria-components/DatePicker';
import styles from './Date.module.css';
import { ClearButton } from './ClearButton';
import { isDisabled } from './Field';
import type { RendererProps } from './types';

/** The value of a field in which some parts are filled in and others are not. */
export const unfinished = 'unfinished';

interface Props {
  of: RendererProps;
  /** What a pasted text stands for, if anything. */
  parse: (text: string) => unknown;
  /** What the key t writes. */
  now: () => unknown;
  children: ReactNode;
}

/**
 * Around a field of segments. The field itself tells of complete values only, so
 * leaving it half filled in would look like leaving it empty: this notices.
 */
export function SegmentsLine({ of, parse, now, children }: Props) {
  const { component, value, setValue, onBlur, t } = of;
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Parts that were typed before a reload are not there any more.
    if (value === unfinished && !isHalfFilled(line.current)) setValue(undefined);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- only what a draft begins with
  }, []);
  const typed = (event: KeyboardEvent) => {
    if (event.key !== 't' || event.ctrlKey || event.metaKey || event.altKey || isDisabled(of)) return;
    event.preventDefault();
    setValue(now() ?? value);
  };
  const pasted = (event: ClipboardEvent) => {
    const read = parse(event.clipboardData.getData('text'));
    if (read === undefined || isDisabled(of)) return;
    event.preventDefault();
    setValue(read);
  };
  const left = (event: FocusEvent) => {
    if (line.current?.contains(event.relatedTarget) || event.relatedTarget?.closest('[role="dialog"]'))
      return;
    const half = isHalfFilled(line.current);
    if (half && (value === undefined || value === null)) setValue(unfinished);
    else if (!half && value === unfinished) setValue(undefined);
    onBlur();
  };
  return (
    <div className={styles.line} ref={line} onKeyDownCapture={typed} onPasteCapture={pasted} onBlur={left}>
      {children}
      {component.isOptional && value && !isDisabled(of) && value !== unfinished && (
        <ClearButton label={component.label} onClear={() => setValue(undefined)} t={t} />
      )}
    </div>
  );
}

function isHalfFilled(line: HTMLElement | null): boolean {
  const parts = [...(line?.querySelectorAll('[role="spinbutton"]') ?? [])];
  const missing = parts.filter((part) => part.hasAttribute('data-placeholder')).length;
  return missing > 0 && missing < parts.length;
}

/** The parts of a day or time, each to be typed over. */
export function Segments() {
  return (
    <DateInput className={styles.input}>
      {(segment) => <DateSegment segment={segment} className={styles.segment} />}
    </DateInput>
  );
}
