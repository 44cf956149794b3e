import { SafeHTML } from '../ui/SafeHTML';
import styles from './FormattedHelp.module.css';

/** Help that its host has formatted. */
export default function FormattedHelp({ text, html }: { text: string; html: string | undefined }) {
  return <SafeHTML className={styles.help} html={html ?? ''} text={text} />;
}
