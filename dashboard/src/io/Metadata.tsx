import { CopyText } from '../ui/CopyText';
import { Skeleton } from '../ui/Skeleton';
import type { Target } from '../wire/address';
import styles from './Metadata.module.css';
import { TargetLink } from './TargetLink';
import { shownValue } from './shown';
import type { Kind } from './shown';
import type { RendererProps } from './types';
import type { Translate } from '../text/t';

/** A label and its value. */
export interface Item extends Target, Kind {
  label: string;
  value?: unknown;
  error?: string | null;
}

interface MetadataProps {
  data?: Item[];
  layout?: 'grid' | 'list' | 'card';
}

/** DISPLAY_METADATA: labels and values side by side, below each other, or on a card. */
export default function Metadata({ component, t }: RendererProps<MetadataProps>) {
  const { data = [], layout = 'grid' } = component.props;
  return (
    <section aria-label={component.label || undefined}>
      {component.label && <h2 className={styles.title}>{component.label}</h2>}
      <Items data={data} layout={layout} t={t} />
    </section>
  );
}

/** Labels and values. */
export function Items({ data, layout, t }: Required<MetadataProps> & { t: Translate }) {
  return (
    <dl className={styles[layout] ?? styles.grid}>
      {data.map((item, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- labels may repeat; the order is the host's
        <div className={styles.item} key={index}>
          <dt>{item.label}</dt>
          <dd>
            <Value item={item} t={t} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Value({ item, t }: { item: Item; t: Translate }) {
  if (item.error) return <span className={styles.error}>{t('io.couldNotLoad')}</span>;
  if (!('value' in item)) return <Skeleton width={80} />;
  const text = shownValue(item.value, item, t);
  if (item.route || item.url) return <TargetLink target={item}>{text}</TargetLink>;
  if ((item.type ?? item.kind) === 'id' && item.value !== null) return <CopyText text={text} />;
  return <>{text}</>;
}
