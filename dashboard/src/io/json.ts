import type { InputProps } from './props';
import type { Translate } from '../text/t';

export interface JSONProps extends InputProps {
  defaultValue?: string | null;
  maxBytes?: number;
  lines?: number;
}

/** The same JSON with a line for each part; undefined when it is none, or a number would change. */
export function pretty(text: string): string | undefined {
  try {
    const read: unknown = JSON.parse(text, (_key, value: unknown, context?: { source?: string }) =>
      typeof value === 'number' && context?.source !== undefined && String(value) !== context.source
        ? fail()
        : value,
    );
    return JSON.stringify(read, null, 2);
  } catch {
    return undefined;
  }
}

function fail(): never {
  throw new SyntaxError('a number that a browser would change');
}

/** Why a text cannot be sent, and where it goes wrong if this browser says so. */
export function jsonProblem({ maxBytes }: JSONProps, text: string, t: Translate): string | undefined {
  const bytes = new TextEncoder().encode(text).length;
  if (maxBytes !== undefined && bytes > maxBytes) return t('io.tooManyBytes', { bytes, most: maxBytes });
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    const at = placeOf(text, String(error));
    return at ? t('io.badJSONAt', at) : t('io.badJSON');
  }
}

/** The line and column in a message of Chromium, Firefox or Safari. */
function placeOf(text: string, message: string): { line: number; column: number } | undefined {
  const named = /line (\d+) column (\d+)/.exec(message);
  if (named) return { line: Number(named[1]), column: Number(named[2]) };
  const position = /position (\d+)/.exec(message)?.[1];
  const end = /end of/i.test(message) ? text.length : undefined;
  const offset = position === undefined ? end : Number(position);
  if (offset === undefined) return undefined;
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}
