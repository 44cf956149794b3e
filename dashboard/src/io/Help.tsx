import { lazy, Suspense } from 'react';

// Most help is plain: what cleans markup is loaded for the other.
const Formatted = lazy(() => import('./FormattedHelp').catch(() => ({ default: Plain })));

interface Props {
  text: string;
  /** The same as the host has formatted it; absent where there is nothing to format. */
  html: string | undefined;
}

/** The help of a field or display: words, or words with emphasis, code and links. */
export function Help({ text, html }: Props) {
  if (html === undefined) return text;
  return (
    <Suspense fallback={text}>
      <Formatted text={text} html={html} />
    </Suspense>
  );
}

function Plain({ text }: Props) {
  return <>{text}</>;
}
