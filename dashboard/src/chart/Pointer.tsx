import type { KeyboardEvent, PointerEvent, ReactNode } from 'react';
import styles from './Chart.module.css';

interface Props {
  name: string;
  count: number;
  at: number | undefined;
  setAt: (at: number | undefined) => void;
  textOf: (index: number) => string;
  onPoint: (event: PointerEvent<HTMLElement>) => void;
  children: ReactNode;
}

/** A drawing whose points are looked at by mouse, finger or arrow keys, one at a time. */
export function Pointer({ name, count, at, setAt, textOf, onPoint, children }: Props) {
  const last = count - 1;
  const move = (event: KeyboardEvent) => {
    const to: Record<string, number> = {
      ArrowRight: at === undefined ? 0 : Math.min(last, at + 1),
      ArrowLeft: at === undefined ? last : Math.max(0, at - 1),
      PageDown: Math.min(last, (at ?? 0) + 10),
      PageUp: Math.max(0, (at ?? last) - 10),
      Home: 0,
      End: last,
    };
    const next = to[event.key];
    if (next !== undefined) {
      event.preventDefault();
      setAt(next);
    } else if (event.key === 'Escape' && at !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      setAt(undefined);
    }
  };
  return (
    <div
      className={styles.pointer}
      role="slider"
      tabIndex={0}
      aria-label={name}
      aria-valuemin={1}
      aria-valuemax={Math.max(1, count)}
      aria-valuenow={(at ?? 0) + 1}
      aria-valuetext={textOf(at ?? 0)}
      onKeyDown={move}
      onPointerMove={onPoint}
      onPointerDown={onPoint}
      onPointerLeave={(event) => event.pointerType === 'mouse' && setAt(undefined)}
      onBlur={() => setAt(undefined)}
    >
      {children}
    </div>
  );
}
