import type { ReactNode } from 'react';
import styles from './Sections.module.css';
import type { IOComponent } from './types';

interface Props {
  components: IOComponent[];
  /** Which of them are shown; all where there is no list. */
  shown: boolean[] | undefined;
  children: (component: IOComponent, index: number) => ReactNode;
}

/** Components in order, those of a section set in after what it begins with. */
export function Sections({ components, shown, children }: Props) {
  const draw = (of: number | undefined): ReactNode =>
    components.map((component, index) => {
      if (component.section !== of || shown?.[index] === false) return null;
      const inner = components.some(({ section }, at) => section === index && shown?.[at] !== false);
      if (!inner) return children(component, index);
      return (
        // oxlint-disable-next-line react/no-array-index-key -- the place is its name
        <div key={`section-${index}`} role="group" aria-label={component.label} className={styles.section}>
          {children(component, index)}
          <div className={styles.inner}>{draw(index)}</div>
        </div>
      );
    });
  return draw(undefined);
}
