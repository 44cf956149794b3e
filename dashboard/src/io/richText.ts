import type { InputProps } from './props';

export interface RichTextProps extends InputProps {
  /** HTML. */
  defaultValue?: string | null;
  minLength?: number;
  maxLength?: number;
}

const entities: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  nbsp: '\u00a0',
  '#39': "'",
  '#34': '"',
};

/** What people read of HTML that the editor or the host wrote. It is shown as text, never as HTML. */
export function plainText(html: string, between = ''): string {
  return html
    .replaceAll(/<br\s*\/?>/g, '\n')
    .replaceAll(/<\/(?:p|li|h[1-6]|blockquote|pre)>/g, between)
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&([a-z]+|#\d+);/g, (whole, name: string) => entities[name] ?? whole);
}
