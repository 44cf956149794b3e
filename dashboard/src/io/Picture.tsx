import { useState } from 'react';
import { mediaSource } from '../wire/media';
import { sizeOf } from './Media';
import type { MediaProps } from './Media';
import styles from './Media.module.css';

interface Props {
  picture: MediaProps;
  /** Drawn at the height of a line, as in cells of tables. */
  inline?: boolean;
}

/** A picture beside something that has words. One that cannot be had leaves its words, if it has any. */
export function Picture({ picture, inline = false }: Props) {
  const { url, alt } = picture;
  const [broken, setBroken] = useState<string>();
  const source = mediaSource(url);
  if (source === undefined || broken === url) return alt ? <span className={styles.words}>{alt}</span> : null;
  return (
    <img
      className={styles.picture}
      data-size={inline ? 'inline' : sizeOf(picture)}
      src={source}
      alt={alt ?? ''}
      loading="lazy"
      decoding="async"
      referrerPolicy="no-referrer"
      onError={() => setBroken(url)}
    />
  );
}
