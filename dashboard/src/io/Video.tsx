import { MediaFigure, sizeOf } from './Media';
import type { MediaProps } from './Media';
import styles from './Media.module.css';
import type { RendererProps } from './types';

interface VideoProps extends MediaProps {
  loop?: boolean;
  muted?: boolean;
}

/** DISPLAY_VIDEO: a film with the browser's own controls. It never starts by itself. */
export default function Video({ component, t }: RendererProps<VideoProps>) {
  const { alt = '', loop = false, muted = false } = component.props;
  return (
    <MediaFigure component={component} t={t}>
      {(source, failed) => (
        // oxlint-disable-next-line jsx-a11y/media-has-caption -- what is to be seen stands in its name
        <video
          className={styles.video}
          data-size={sizeOf(component.props)}
          src={source}
          controls
          loop={loop}
          muted={muted}
          playsInline
          preload="metadata"
          aria-label={alt || component.label || t('media.video')}
          onError={failed}
        />
      )}
    </MediaFigure>
  );
}
