import { SafeHTML } from '../ui/SafeHTML';
import styles from './Markdown.module.css';
import type { RendererProps } from './types';

/** DISPLAY_MARKDOWN: the host's HTML of it when there is one, else the text as it was written. */
export default function Markdown({ component }: RendererProps<{ html?: string }>) {
  const { html } = component.props;
  if (html === undefined) return <p className={styles.plain}>{component.label}</p>;
  return <SafeHTML className={styles.markdown} html={html} text={component.label} />;
}
