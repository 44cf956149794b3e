import type { ReactNode } from 'react';
import { Icon } from '../ui/Icon';
import { hrefOf, isExternal } from '../wire/address';
import type { Target } from '../wire/address';
import styles from './TargetLink.module.css';

interface Props {
  target: Target;
  className?: string;
  /** Whether the host of an address elsewhere is written behind it. */
  withHost?: boolean;
  children: ReactNode;
}

/** A link to a screen or elsewhere. An address that may not be followed is only text. */
export function TargetLink({ target, className, withHost = false, children }: Props) {
  const href = hrefOf(target);
  if (href === undefined) return <span className={className}>{children}</span>;
  const outside = !target.route && isExternal(href);
  if (!outside) {
    return (
      <a href={href} className={className}>
        {children}
      </a>
    );
  }
  if (!/^https?:/.test(new URL(href, location.href).protocol)) {
    // The mail program or the telephone opens: no tab is needed.
    return (
      <a href={href} className={className} rel="noreferrer noopener">
        {children}
      </a>
    );
  }
  const host = hostOf(href);
  return (
    <a href={href} className={className} target="_blank" rel="noreferrer noopener" title={host || undefined}>
      {children}
      <span className={styles.outside}>
        {withHost && host && <span className={styles.host}>{host}</span>}
        <Icon name="external" size={13} />
      </span>
    </a>
  );
}

function hostOf(href: string): string {
  return new URL(href, location.href).host;
}
