import type { ReactNode } from 'react';
import { useRepeatsTitle } from '../ui/screenTitle';
import { Help } from './Help';
import styles from './Table.module.css';
import type { RendererProps } from './types';

interface Props {
  of: RendererProps<{ helpText?: string; helpHtml?: string }>;
  /** Draws the rows; describedBy is the id of the help, if there is any. */
  children: (describedBy: string | undefined) => ReactNode;
}

/** Rows or cards below what they are called and what helps to understand them. */
export function RowsSection({ of: { component, id }, children }: Props) {
  const { helpText, helpHtml } = component.props;
  const repeats = useRepeatsTitle(component.label);
  return (
    <section className={styles.section}>
      {component.label && !repeats && <h2>{component.label}</h2>}
      {helpText && (
        <div className={styles.help} id={`${id}-help`}>
          <Help text={helpText} html={helpHtml} />
        </div>
      )}
      {children(helpText ? `${id}-help` : undefined)}
    </section>
  );
}
