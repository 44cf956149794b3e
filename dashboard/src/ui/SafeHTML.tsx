import { useEffect, useRef } from 'react';
import styles from './SafeHTML.module.css';

let sanitizer: Promise<typeof import('dompurify').default> | undefined;

const forbidden = [
  'style',
  'form',
  'input',
  'button',
  'textarea',
  'select',
  'iframe',
  'video',
  'audio',
  'img',
];

/**
 * HTML from a host, cleaned again here. Until the cleaner has loaded the plain
 * text is shown, so that nothing is missing.
 */
export function SafeHTML({ html, text, className }: { html: string; text?: string; className?: string }) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let gone = false;
    sanitizer ??= import('dompurify').then((module) => module.default);
    void sanitizer.then(
      (purify) => {
        if (gone || !ref.current) return;
        const clean = purify.sanitize(html, {
          RETURN_DOM_FRAGMENT: true,
          USE_PROFILES: { html: true }, // neither svg nor math
          FORBID_TAGS: forbidden,
          FORBID_ATTR: ['style', 'id', 'name'],
        });
        for (const link of clean.querySelectorAll('a[href]')) markExternal(link as HTMLAnchorElement);
        ref.current.replaceChildren(clean);
      },
      () => {
        sanitizer = undefined; // the next one asks again; the text stays
      },
    );
    return () => {
      gone = true;
    };
  }, [html]);
  return (
    <div key={html} ref={ref} data-cold className={`${styles.html} ${className ?? ''}`}>
      {text}
    </div>
  );
}

function markExternal(link: HTMLAnchorElement) {
  if (link.origin === location.origin) return;
  link.target = '_blank';
  link.rel = 'noreferrer noopener';
  link.title = link.hostname;
}
