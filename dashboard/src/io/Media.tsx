import { useCallback, useState } from 'react';
import type { ReactNode } from 'react';
import { Icon } from '../ui/Icon';
import { hrefOf } from '../wire/address';
import { mediaSource } from '../wire/media';
import styles from './Media.module.css';
import { TargetLink } from './TargetLink';
import type { IOComponent, RendererProps } from './types';

/** What pictures and films have in common. */
export interface MediaProps {
  url?: string;
  alt?: string | null;
  /** A size by name; hosts set both alike. */
  width?: string;
  height?: string;
}

const sizes = ['thumbnail', 'small', 'medium', 'large'];

/** The size by name; medium where the host says nothing that is known. */
export function sizeOf({ width, height }: MediaProps): string {
  return sizes.find((size) => size === width || size === height) ?? 'medium';
}

interface Props extends Pick<RendererProps, 't'> {
  component: IOComponent<MediaProps>;
  children: (source: string, failed: () => void) => ReactNode;
}

/** A label over a picture or film, or what it shows in words where it cannot be had. */
export function MediaFigure({ component, children, t }: Props) {
  const { url, alt } = component.props;
  const [broken, setBroken] = useState<string>();
  const failed = useCallback(() => setBroken(url), [url]);
  const source = mediaSource(url);
  return (
    <figure className={styles.figure}>
      {component.label && <figcaption>{component.label}</figcaption>}
      {source !== undefined && broken !== url ? (
        children(source, failed)
      ) : (
        <p className={styles.missing}>
          <Icon name="info" />
          <span>
            {t(source === undefined ? 'media.notHere' : 'media.couldNotLoad', {
              alt: alt || component.label || '–',
            })}{' '}
            {url && !url.startsWith('data:') && hrefOf({ url }) !== undefined && (
              <TargetLink target={{ url }} withHost>
                {t('media.open')}
              </TargetLink>
            )}
          </span>
        </p>
      )}
    </figure>
  );
}
