import { useLayoutEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { Translate } from '../text/t';
import { Icon } from '../ui/Icon';
import styles from './Clip.module.css';

interface Props {
  /** What is cut off where it is too long, for the button that shows all of it. */
  name: string;
  /** At most so many lines; one, unless said. */
  lines?: number;
  children: ReactNode;
  t: Translate;
}

const isCut = (box: Element) => box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight + 1;

/** Words that may be too long for their place. A button then shows all of them where they stand. */
export function Clip({ name, lines, children, t }: Props) {
  const words = useRef<HTMLDivElement>(null);
  const [cut, setCut] = useState(false);
  const [open, setOpen] = useState(false);
  useLayoutEffect(() => {
    const box = words.current;
    if (!box || open) return;
    const key = box.querySelector('[data-short]');
    const measure = () => setCut(isCut(box) || (key !== null && isCut(key)));
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    return () => observer.disconnect();
  }, [open, children]);
  return (
    <div className={styles.clip} data-open={open || undefined}>
      <div
        ref={words}
        className={lines === undefined ? styles.line : styles.lines}
        style={lines === undefined ? undefined : { WebkitLineClamp: lines }}
      >
        {children}
      </div>
      {cut && (
        <button
          type="button"
          className={styles.toggle}
          aria-expanded={open}
          aria-label={t('table.whole', { name })}
          onClick={() => setOpen(!open)}
        >
          <Icon name={open ? 'up' : 'down'} size={14} />
        </button>
      )}
    </div>
  );
}
