import { useEffect, useId, useRef, useState } from 'react';
import type { Editor } from '@tiptap/core';
import { Button } from '../ui/Button';
import control from '../ui/control.module.css';
import { FieldError } from '../ui/Field';
import styles from './RichText.module.css';
import { isLink } from './richEditor';
import type { Translate } from '../text/t';

interface Props {
  editor: Editor;
  close: () => void;
  t: Translate;
}

/** Asks for the address of a link: of the one the cursor is in, or of the chosen text. */
export function RichTextLink({ editor, close, t }: Props) {
  const before = String(editor.getAttributes('link')['href'] ?? '');
  const [address, setAddress] = useState(before);
  const [wrong, setWrong] = useState(false);
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => box.current?.focus(), []);

  const apply = () => {
    const href = address.trim();
    if (!isLink(href)) {
      setWrong(true);
      box.current?.focus();
      return;
    }
    const chain = editor.chain().extendMarkRange('link');
    if (before || !editor.state.selection.empty) chain.setLink({ href }).run();
    else chain.insertContent({ type: 'text', text: href, marks: [{ type: 'link', attrs: { href } }] }).run();
    close();
  };

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Enter and Escape of what is inside
    <div
      className={styles.link}
      role="group"
      aria-label={t('rich.link')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' && event.key !== 'Enter') return;
        if (event.ctrlKey || event.metaKey || (event.key === 'Enter' && event.target !== box.current)) return;
        event.preventDefault();
        event.stopPropagation();
        if (event.key === 'Enter') apply();
        else close();
      }}
    >
      <label htmlFor={id}>{t('rich.address')}</label>
      <input
        ref={box}
        id={id}
        type="url"
        inputMode="url"
        className={control.box}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        placeholder={t('rich.addressBegin')}
        value={address}
        aria-invalid={wrong || undefined}
        aria-describedby={wrong ? `${id}-error` : undefined}
        onChange={(event) => {
          setAddress(event.target.value);
          setWrong(false);
        }}
      />
      <FieldError id={id} error={wrong ? t('rich.badAddress') : undefined} />
      <div className={styles.linkButtons}>
        <Button small onClick={apply}>
          {t('rich.apply')}
        </Button>
        {before && (
          <Button
            small
            onClick={() => {
              editor.chain().extendMarkRange('link').unsetLink().run();
              close();
            }}
          >
            {t('rich.unlink')}
          </Button>
        )}
        <Button small theme="plain" onClick={close}>
          {t('io.cancel')}
        </Button>
      </div>
    </div>
  );
}
