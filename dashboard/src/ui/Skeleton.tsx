import { useDelayed } from './useDelayed';
import styles from './Skeleton.module.css';

/** Keeps the place of what comes; visible only when it takes longer than 200 ms. */
export function Skeleton({ height = 20, width = '100%' }: { height?: number; width?: string | number }) {
  const visible = useDelayed(true, 200);
  return (
    <div
      className={visible ? styles.visible : styles.hidden}
      style={{ blockSize: height, inlineSize: width }}
      aria-hidden="true"
    />
  );
}
