import { useEffect, useRef, useState } from 'react';
import type { ClipboardEvent, FocusEvent, KeyboardEvent, ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { DateInput, DateSegment } from 'react-aria-components/DatePicker';
import styles from './Date.module.css';
import { ClearButton } from './ClearButton';
import { isDisabled } from './Field';
import { asCivil } from './civil';
import type { RendererProps } from './types';

/**
 * The value of a field in which some parts are missing, or whose parts are no day
 * together: the word, and what is typed so far as JSON.
 */
export type Unfinished = `unfinished${string}`;

const isUnfinished = (value: unknown): value is Unfinished =>
  typeof value === 'string' && value.startsWith('unfinished');

interface Props {
  of: RendererProps;
  /** What a pasted text stands for, if anything. */
  parse: (text: string) => unknown;
  /** What the field shows while its value is unfinished, once it is whole again. */
  shown?: unknown;
  /** What the key t writes. */
  now: () => unknown;
  children: ReactNode;
}

/**
 * Around a field of segments. The field itself tells of complete values only, so
 * leaving it half filled in would look like leaving it empty: this notices.
 */
export function SegmentsLine({ of, parse, shown, now, children }: Props) {
  const { component, value, setValue, onBlur, t } = of;
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isUnfinished(value) || isHalfFilled(line.current)) return;
    const later = setTimeout(() => {
      if (!typeAgain(line.current, partsOf(value))) setValue(undefined);
    });
    return () => clearTimeout(later);
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
  // The field does not tell when it is back at the value that it is given.
  const settle = () => {
    if (isImpossible(line.current)) setValue(unfinished(line.current));
    else if (isUnfinished(value) && !isHalfFilled(line.current)) setValue(shown);
  };
  const left = (event: FocusEvent) => {
    if (line.current?.contains(event.relatedTarget) || event.relatedTarget?.closest('[role="dialog"]'))
      return;
    const half = isHalfFilled(line.current);
    if (half && (value === undefined || value === null || isUnfinished(value)))
      setValue(unfinished(line.current));
    else settle();
    onBlur();
  };
  return (
    <div
      className={styles.line}
      ref={line}
      onKeyDownCapture={typed}
      onPasteCapture={pasted}
      onKeyUpCapture={settle}
      onBlur={left}
    >
      {children}
      {component.isOptional && value && !isDisabled(of) && !isUnfinished(value) && (
        <ClearButton label={component.label} onClear={() => setValue(undefined)} t={t} />
      )}
    </div>
  );
}

type Parts = Record<string, string>;

/** The parts that are typed, by their kind. */
function typedParts(line: HTMLElement | null): Parts {
  const parts = [...(line?.querySelectorAll<HTMLElement>('[data-type]:not([data-placeholder])') ?? [])];
  return Object.fromEntries(
    parts
      .filter((part) => part.role === 'spinbutton')
      .map((part) => [part.dataset.type ?? '', part.textContent ?? '']),
  );
}

function unfinished(line: HTMLElement | null): Unfinished {
  return `unfinished${JSON.stringify(typedParts(line))}`;
}

function partsOf(value: Unfinished): Parts {
  try {
    return JSON.parse(value.slice('unfinished'.length)) as Parts;
  } catch {
    return {};
  }
}

/**
 * Types the parts of a draft into their places, as no value can stand for them, and
 * leaves the focus where it was. Reports whether all are there now.
 */
function typeAgain(line: HTMLElement | null, parts: Parts): boolean {
  const before = document.activeElement;
  for (const [type, text] of Object.entries(parts)) {
    const part = line?.querySelector<HTMLElement>(`[role="spinbutton"][data-type="${CSS.escape(type)}"]`);
    flushSync(() => part?.focus({ preventScroll: true }));
    for (const data of text) {
      const input = { data, inputType: 'insertText', bubbles: true, cancelable: true };
      flushSync(() => part?.dispatchEvent(new InputEvent('beforeinput', input)));
    }
  }
  if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  if (document.activeElement !== before) (document.activeElement as HTMLElement | null)?.blur();
  const now = typedParts(line);
  return Object.keys(parts).length > 0 && Object.entries(parts).every(([type, text]) => now[type] === text);
}

function isHalfFilled(line: HTMLElement | null): boolean {
  const parts = [...(line?.querySelectorAll('[role="spinbutton"]') ?? [])];
  const missing = parts.filter((part) => part.hasAttribute('data-placeholder')).length;
  return missing > 0 && missing < parts.length;
}

/** Whether the parts are all there and are no day, such as 31 February. */
function isImpossible(line: HTMLElement | null): boolean {
  const [year, month, day] = ['year', 'month', 'day'].map((type) => {
    const part = line?.querySelector(`[data-type="${type}"]:not([data-placeholder])`);
    return part ? Number(part.textContent) : NaN;
  });
  const whole = [year, month, day].every((part) => !Number.isNaN(part));
  return whole && asCivil({ year, month, day }) === undefined;
}

/**
 * The last value that was a whole one. A field of segments is given this while its
 * value is unfinished, as another one would wipe what was typed into it.
 */
export function useWhole<T extends object>(value: T | Unfinished | undefined): T | undefined {
  const given = isUnfinished(value) ? undefined : value;
  const [whole, setWhole] = useState(given);
  if (!isUnfinished(value) && given !== whole) setWhole(given);
  return isUnfinished(value) ? whole : given;
}

/** The parts of a day or time, each to be typed over. */
export function Segments() {
  return (
    <DateInput className={styles.input}>
      {(segment) => <DateSegment segment={segment} className={styles.segment} />}
    </DateInput>
  );
}
