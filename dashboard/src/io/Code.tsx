import { useEffect, useState } from 'react';
import { Button } from '../ui/Button';
import { copyText } from '../ui/copy';
import styles from './Code.module.css';
import type { Token } from './highlight';
import type { RendererProps } from './types';

interface CodeProps {
  code?: string;
  language?: string;
}

/** DISPLAY_CODE: the text at once, its colours when they have loaded; nothing moves. */
export default function Code({ component, t }: RendererProps<CodeProps>) {
  const { code = '', language } = component.props;
  const [copied, setCopied] = useState(false);
  const tokens = useTokens(code, language);
  const copy = async () => setCopied(await copyText(code));
  const download = async () => {
    const { saveText, codeFileName } = await import('./saveText');
    saveText(code, codeFileName(component.label, language));
  };
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.top}>
        <span>{component.label}</span>
        <span className={styles.tools}>
          <Button small theme="plain" icon={copied ? 'check' : 'copy'} onClick={() => void copy()}>
            {copied ? t('copy.done') : t('copy.title')}
          </Button>
          <Button small theme="plain" icon="download" onClick={() => void download()}>
            {t('io.download')}
          </Button>
        </span>
      </figcaption>
      <section
        className={styles.code}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls is reached by keys
        tabIndex={0}
        aria-label={component.label || t('code.label')}
      >
        <pre>
          <code>{tokens ? <Tokens tokens={tokens} /> : code}</code>
        </pre>
      </section>
    </figure>
  );
}

function Tokens({ tokens }: { tokens: Token[] }) {
  return tokens.map((token, index) =>
    typeof token === 'string' ? (
      token
    ) : (
      // oxlint-disable-next-line react/no-array-index-key -- tokens have no other name
      <span key={index} className={styles[token.scope]}>
        <Tokens tokens={token.children} />
      </span>
    ),
  );
}

function useTokens(code: string, language: string | undefined): Token[] | undefined {
  const [done, setDone] = useState<{ code: string; tokens: Token[] }>();
  useEffect(() => {
    let gone = false;
    if (!language) return;
    import('./highlight').then(
      ({ highlight }) => !gone && setDone({ code, tokens: highlight(code, language) }),
      () => undefined, // without colours the text is still there
    );
    return () => {
      gone = true;
    };
  }, [code, language]);
  return done?.code === code ? done.tokens : undefined;
}
