import type { ReactNode } from 'react';
import { Badge } from '../ui/Badge';
import type { BadgeTone } from '../ui/Badge';
import { Picture } from '../io/Picture';
import { LinkedText } from '../io/LinkedText';
import { TargetLink } from '../io/TargetLink';
import { formatExact } from '../text/format';
import type { Translate } from '../text/t';
import styles from './Cell.module.css';
import { cellText, instant, isLongKey, typeOf } from './cell';
import type { CellValue } from './cell';
import type { Column } from './model';

const tones: Record<string, BadgeTone> = {
  red: 'bad',
  orange: 'warn',
  yellow: 'warn',
  green: 'ok',
  blue: 'accent',
  purple: 'accent',
  pink: 'accent',
};

interface Props {
  cell: CellValue;
  column: Column;
  /** Stands in a link already: nothing in it is one. */
  inLink?: boolean;
  t: Translate;
}

/** A cell as its column's type asks for. Colours always come with the word. */
export function Cell({ cell, column, inLink = false, t }: Props) {
  const text = cellText(cell, column, t);
  const content = contentOf(cell, column, text, inLink);
  const linked = cell.target && !inLink ? <TargetLink target={cell.target}>{content}</TargetLink> : content;
  if (!cell.picture) return linked;
  const bare = cell.value === null || cell.value === '';
  return (
    <span className={styles.pictured}>
      <Picture
        picture={cell.picture}
        inline={cell.picture.width === undefined || cell.picture.width === 'thumbnail'}
      />
      {bare && !cell.target ? null : linked}
    </span>
  );
}

function contentOf(cell: CellValue, column: Column, text: string, inLink: boolean): ReactNode {
  const { value, color } = cell;
  if (value === null || value === '') return <span className={styles.none}>{text}</span>;
  const type = typeOf(column, value);
  const colour = color ?? column.colors?.[String(value)];
  if (type === 'enum' || colour) return <Badge tone={tones[colour ?? ''] ?? 'plain'}>{text}</Badge>;
  if ((type === 'id' || type === 'text') && column.width === undefined && isLongKey(text))
    return (
      <code className={styles.id} data-short title={text}>
        {text}
      </code>
    );
  if (type === 'id') return <code className={styles.id}>{text}</code>;
  if (type === 'link' && !cell.target && !inLink) return <Url text={text} url={String(value)} />;
  const moment = type === 'datetime' || type === 'date' ? instant(value) : undefined;
  const own = type === 'text' && text === value && !cell.target && !inLink;
  if (!moment) return own ? <LinkedText text={text} /> : text;
  return (
    <time dateTime={moment.toISOString()} title={type === 'datetime' ? formatExact(moment) : undefined}>
      {text}
    </time>
  );
}

function Url({ text, url }: { text: string; url: string }) {
  return (
    <TargetLink target={{ url }}>
      <span>{text.replace(/^https?:\/\//, '')}</span>
    </TargetLink>
  );
}
