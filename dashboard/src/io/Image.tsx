import { useState } from 'react';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { MediaFigure, sizeOf } from './Media';
import type { MediaProps } from './Media';
import styles from './Media.module.css';
import type { RendererProps } from './types';

/** DISPLAY_IMAGE: a picture in a box that keeps its place; a press shows it large. */
export default function Image({ component, t }: RendererProps<MediaProps>) {
  const [open, setOpen] = useState(false);
  const { alt = '' } = component.props;
  const name = alt || component.label;
  return (
    <MediaFigure component={component} t={t}>
      {(source, failed) => (
        <>
          <button
            type="button"
            className={styles.frame}
            data-size={sizeOf(component.props)}
            onClick={() => setOpen(true)}
          >
            <img src={source} alt={name} onError={failed} decoding="async" referrerPolicy="no-referrer" />
            <span className="hide">{t('media.enlarge')}</span>
          </button>
          {open && (
            <Dialog
              title={component.label || name || t('media.picture')}
              wide
              onClose={() => setOpen(false)}
              actions={<Button onClick={() => setOpen(false)}>{t('media.close')}</Button>}
            >
              <img className={styles.large} src={source} alt={name} referrerPolicy="no-referrer" />
            </Dialog>
          )}
        </>
      )}
    </MediaFigure>
  );
}
