// The editor of formatted text. Whatever HTML comes in – the default, a draft, what
// is pasted or dropped – is cleaned into a fragment before the editor sees it; the
// editor itself never parses text as HTML.

import { Editor, getSchema } from '@tiptap/core';
import type { JSONContent } from '@tiptap/core';
import { DOMParser as Reader } from '@tiptap/pm/model';
import type { EditorView } from '@tiptap/pm/view';
import StarterKit from '@tiptap/starter-kit';
import purify from 'dompurify';
import { readURL } from './url';

/** To where a link may lead. */
export const linkProtocols = ['http', 'https', 'mailto', 'tel'];

/** An address that may be linked to. */
export function isLink(address: string): boolean {
  return readURL({ allowedProtocols: linkProtocols }, address).url !== undefined;
}

const extensions = [
  StarterKit.configure({
    trailingNode: false,
    link: {
      openOnClick: false,
      autolink: false,
      linkOnPaste: false,
      isAllowedUri: isLink,
      HTMLAttributes: { target: null, rel: null },
    },
  }),
];

/**
 * Renames handlers in tags. They cannot run, but a browser reports each one to the
 * console and to whoever listens for violations while the sanitizer reads it.
 */
const quiet = (html: string) =>
  html.replaceAll(/<[^>]+>/g, (tag) => tag.replaceAll(/([\s"'/])on\w+\s*=/gi, '$1data-handler='));

function clean(html: string): DocumentFragment {
  return purify.sanitize(quiet(html), {
    RETURN_DOM_FRAGMENT: true,
    ALLOWED_TAGS:
      'p br hr h1 h2 h3 h4 h5 h6 strong b em i u s del strike code pre blockquote ul ol li a div span #text'.split(
        ' ',
      ),
    ALLOWED_ATTR: ['href', 'start'],
  });
}

interface Events {
  /** The HTML after each change; undefined when there is no text. */
  changed: (html: string | undefined) => void;
  /** The person asked for the tools. */
  leave: () => void;
}

/** An editor in a place of the page, with some HTML. */
export function createEditor(element: HTMLElement, html: string, events: Events): Editor {
  const content = Reader.fromSchema(getSchema(extensions)).parse(clean(html)).toJSON() as JSONContent;
  return new Editor({
    element,
    extensions,
    content,
    injectCSS: false,
    onUpdate: ({ editor }) => events.changed(editor.isEmpty ? undefined : editor.getHTML()),
    editorProps: {
      handleDOMEvents: {
        keydown: (_view, event) => pressed(event, events),
        paste: (view, event) => taken(view, event, event.clipboardData),
        drop: (view, event) => {
          if (view.dragging) return false; // moved inside the editor
          return taken(view, event, event.dataTransfer);
        },
      },
    },
  });
}

/** Keys that are not the editor's: Tab leaves it, and Ctrl or ⌘ with Enter answers. */
function pressed(event: KeyboardEvent, { leave }: Events): boolean {
  if (event.altKey && event.key === 'F10') {
    event.preventDefault();
    leave();
    return true;
  }
  return event.key === 'Tab' || (event.key === 'Enter' && (event.ctrlKey || event.metaKey));
}

/** Takes what was pasted or dropped, cleaned. */
function taken(view: EditorView, event: Event, data: DataTransfer | null): boolean {
  event.preventDefault();
  if (!data || !view.editable) return true;
  const html = data.getData('text/html');
  const from = html ? clean(html) : paragraphs(data.getData('text/plain'));
  const slice = Reader.fromSchema(view.state.schema).parseSlice(from);
  view.dispatch(view.state.tr.replaceSelection(slice).scrollIntoView().setMeta('uiEvent', 'paste'));
  return true;
}

function paragraphs(text: string): DocumentFragment {
  const fragment = document.createDocumentFragment();
  const lines = text.replaceAll('\r', '').split(/\n+/);
  if (lines.length === 1) fragment.append(text);
  else
    for (const line of lines) {
      const paragraph = document.createElement('p');
      paragraph.textContent = line;
      fragment.append(paragraph);
    }
  return fragment;
}

/** Tells the editor's element what it is called, what describes it, that it is empty, and whether it can be written in. */
export function describe(editor: Editor, attributes: Record<string, string | undefined>, editable: boolean) {
  const given = Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined));
  const all = () => ({
    'aria-multiline': 'true',
    tabindex: '0',
    ...(given as Record<string, string>),
    ...(editor.isEmpty ? { 'data-empty': 'true' } : {}),
  });
  editor.setOptions({ editable, editorProps: { ...editor.options.editorProps, attributes: all } });
}
