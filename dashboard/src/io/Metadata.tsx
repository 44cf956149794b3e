import { Button } from '../ui/Button';
import { CopyText } from '../ui/CopyText';
import { Icon } from '../ui/Icon';
import { useRepeatsTitle } from '../ui/screenTitle';
import { Skeleton } from '../ui/Skeleton';
import type { Target } from '../wire/address';
import type { MediaProps } from './Media';
import styles from './Metadata.module.css';
import { Picture } from './Picture';
import { TargetLink } from './TargetLink';
import { LinkedText } from './LinkedText';
import { shownValue } from './shown';
import type { Kind } from './shown';
import type { RendererProps } from './types';
import type { Translate } from '../text/t';

/** A label and its value. */
export interface Item extends Target, Kind {
  label: string;
  /** Absent or undefined while it is still to come. */
  value?: unknown;
  error?: string | null;
  image?: MediaProps | null;
}

interface MetadataProps {
  data?: Item[];
  layout?: 'grid' | 'list' | 'card';
}

/** DISPLAY_METADATA: labels and values side by side, below each other, or on a card. */
export default function Metadata({ component, readOnly, retry, t }: RendererProps<MetadataProps>) {
  const { data = [], layout = 'grid' } = component.props;
  const repeats = useRepeatsTitle(component.label);
  return (
    <section aria-label={component.label || undefined}>
      {component.label && !repeats && <h2 className={styles.title}>{component.label}</h2>}
      <Items data={data} layout={layout} settled={readOnly} t={t} />
      {retry && data.some((item) => item.error) ? (
        <Button small className={styles.retry} onClick={retry}>
          {t('table.retry')}
        </Button>
      ) : null}
    </section>
  );
}

interface ItemsProps extends Required<MetadataProps> {
  /** Nothing comes any more: a value that is not there did not come in time. */
  settled: boolean;
  t: Translate;
}

/** Labels and values. */
export function Items({ data, layout, settled, t }: ItemsProps) {
  const pending = !settled && data.some((item) => item.value === undefined && !item.error);
  return (
    <dl className={styles[layout] ?? styles.grid} aria-busy={pending || undefined}>
      {data.map((item, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- labels may repeat; the order is the host's
        <div className={styles.item} key={index}>
          <dt>{item.label}</dt>
          <dd>
            {item.image && <Picture picture={item.image} />}
            <Value item={item} settled={settled} t={t} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** From how many characters on a text is no longer a figure, also on a card. */
const longText = 40;

function Value({ item, settled, t }: { item: Item; settled: boolean; t: Translate }) {
  if (item.error) {
    return (
      <span className={styles.error}>
        <Icon name="warning" size={14} /> {typeof item.error === 'string' ? item.error : t('io.couldNotLoad')}
      </span>
    );
  }
  if (item.value === undefined) return settled ? <>–</> : <Skeleton width={80} />;
  const text = shownValue(item.value, item, t);
  if (item.route || item.url) return <TargetLink target={item}>{text}</TargetLink>;
  if ((item.type ?? item.kind) === 'id' && item.value !== null) return <CopyText text={text} />;
  const plain = (item.type ?? item.kind ?? 'text') === 'text' && text === item.value;
  return (
    <span data-long={text.length > longText || undefined}>{plain ? <LinkedText text={text} /> : text}</span>
  );
}
