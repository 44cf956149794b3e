import { useRef, useState } from 'react';
import type { KeyboardEvent, Ref } from 'react';
import type { ChainedCommands, Editor } from '@tiptap/core';
import { modName } from '../shell/keys';
import styles from './RichText.module.css';
import { RichTextLink } from './RichTextLink';
import type { TextKey, Translate } from '../text/t';

interface Tool {
  name: string;
  label: TextKey;
  /** What stands on the button: a letter, or the path of an icon. */
  face: string;
  keys?: string;
  run: (chain: ChainedCommands) => ChainedCommands;
  /** What of the text the tool is on for. */
  on?: [string, Record<string, unknown>?];
}

const headings = { 1: 'rich.heading1', 2: 'rich.heading2', 3: 'rich.heading3' } as const;

const heading = (level: 1 | 2 | 3): Tool => ({
  name: `h${level}`,
  label: headings[level],
  face: `H${level}`,
  keys: `${modName} Alt ${level}`,
  run: (chain) => chain.toggleHeading({ level }),
  on: ['heading', { level }],
});

const tools: Tool[] = [
  heading(1),
  heading(2),
  heading(3),
  {
    name: 'bold',
    label: 'rich.bold',
    face: 'B',
    keys: `${modName} B`,
    run: (chain) => chain.toggleBold(),
    on: ['bold'],
  },
  {
    name: 'italic',
    label: 'rich.italic',
    face: 'I',
    keys: `${modName} I`,
    run: (chain) => chain.toggleItalic(),
    on: ['italic'],
  },
  {
    name: 'underline',
    label: 'rich.underline',
    face: 'U',
    keys: `${modName} U`,
    run: (chain) => chain.toggleUnderline(),
    on: ['underline'],
  },
  {
    name: 'strike',
    label: 'rich.strike',
    face: 'S',
    keys: `${modName} Shift S`,
    run: (chain) => chain.toggleStrike(),
    on: ['strike'],
  },
  {
    name: 'bullets',
    label: 'rich.bullets',
    face: 'list',
    keys: `${modName} Shift 8`,
    run: (chain) => chain.toggleBulletList(),
    on: ['bulletList'],
  },
  {
    name: 'numbers',
    label: 'rich.numbers',
    face: 'numbers',
    keys: `${modName} Shift 7`,
    run: (chain) => chain.toggleOrderedList(),
    on: ['orderedList'],
  },
  {
    name: 'quote',
    label: 'rich.quote',
    face: 'quote',
    keys: `${modName} Shift B`,
    run: (chain) => chain.toggleBlockquote(),
    on: ['blockquote'],
  },
  { name: 'link', label: 'rich.link', face: 'link', run: (chain) => chain, on: ['link'] },
  { name: 'undo', label: 'rich.undo', face: 'undo', keys: `${modName} Z`, run: (chain) => chain.undo() },
  {
    name: 'redo',
    label: 'rich.redo',
    face: 'redo',
    keys: `${modName} Shift Z`,
    run: (chain) => chain.redo(),
  },
];

interface Props {
  ref: Ref<HTMLDivElement>;
  editor: Editor | undefined;
  disabled: boolean;
  label: string;
  t: Translate;
}

/** The tools of formatted text: one stop of Tab, arrows go from one to the next. */
export function RichTextTools({ ref, editor, disabled, label, t }: Props) {
  const [stop, setStop] = useState(0);
  const [linking, setLinking] = useState(false);
  const bar = useRef<HTMLDivElement>(null);

  const go = (event: KeyboardEvent) => {
    const to = next(event.key, stop, getComputedStyle(event.currentTarget).direction === 'rtl');
    if (event.key === 'Escape') editor?.view.focus(); // at once: its command waits for a frame
    if (to === undefined) return;
    event.preventDefault();
    setStop(to);
    bar.current?.querySelectorAll<HTMLElement>('button')[to]?.focus();
  };

  return (
    <div ref={ref}>
      <div
        ref={bar}
        role="toolbar"
        className={styles.tools}
        aria-label={t('rich.tools', { label })}
        tabIndex={-1}
        onKeyDown={go}
      >
        {tools.map((tool, index) => (
          <button
            key={tool.name}
            type="button"
            className={styles.tool}
            data-tool={tool.name}
            aria-label={t(tool.label)}
            title={tool.keys ? `${t(tool.label)} (${tool.keys})` : t(tool.label)}
            aria-pressed={tool.on ? (editor?.isActive(...tool.on) ?? false) : undefined}
            aria-disabled={disabled || !isPossible(editor, tool) || undefined}
            tabIndex={index === stop ? 0 : -1}
            onFocus={() => setStop(index)}
            onMouseDown={(event) => event.preventDefault() /* the text keeps the focus */}
            onClick={() => {
              if (disabled || !editor || !isPossible(editor, tool)) return;
              if (tool.name === 'link') setLinking(true);
              else tool.run(editor.chain()).run();
            }}
          >
            <Face of={tool.face} />
          </button>
        ))}
      </div>
      {linking && editor && (
        <RichTextLink
          editor={editor}
          close={() => {
            setLinking(false);
            editor.view.focus();
          }}
          t={t}
        />
      )}
    </div>
  );
}

function isPossible(editor: Editor | undefined, { name }: Tool): boolean {
  if (name === 'undo') return editor?.can().undo() ?? false;
  if (name === 'redo') return editor?.can().redo() ?? false;
  return true;
}

function next(key: string, at: number, rtl: boolean): number | undefined {
  const last = tools.length - 1;
  switch (key) {
    case 'ArrowRight':
      return rtl ? Math.max(at - 1, 0) : Math.min(at + 1, last);
    case 'ArrowLeft':
      return rtl ? Math.min(at + 1, last) : Math.max(at - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}

// Drawn here alone, on the grid of the other icons.
const paths: Record<string, string> = {
  list: 'M5.5 4.5h8M5.5 8h8M5.5 11.5h8M2.6 4.5h.01M2.6 8h.01M2.6 11.5h.01',
  numbers: 'M6.5 4.5h7M6.5 8h7M6.5 11.5h7M2.4 3.4l1-.6v3.4M2.3 10.2c.2-1 1.9-1 1.9.1 0 .8-1.9 1.6-1.9 2.6h2',
  quote: 'M3 11.5V8.6c0-2.2 1-3.6 3-4.2M9 11.5V8.6c0-2.2 1-3.6 3-4.2M3 8.6h3v2.9H3zM9 8.6h3v2.9H9z',
  link: 'M6.7 9.3a2.6 2.6 0 0 0 3.7 0l2-2a2.6 2.6 0 0 0-3.7-3.7l-.7.7M9.3 6.7a2.6 2.6 0 0 0-3.7 0l-2 2a2.6 2.6 0 0 0 3.7 3.7l.7-.7',
  undo: 'M5.6 3 2.8 5.8l2.8 2.8M2.8 5.8h6.4a3.6 3.6 0 0 1 0 7.2H6',
  redo: 'm10.4 3 2.8 2.8-2.8 2.8M13.2 5.8H6.8a3.6 3.6 0 0 0 0 7.2H10',
};

function Face({ of }: { of: string }) {
  const path = paths[of];
  if (!path) return <span aria-hidden="true">{of}</span>;
  return (
    <svg
      width={16}
      height={16}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.4}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={path} />
    </svg>
  );
}
