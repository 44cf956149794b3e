import type { InputProps } from './props';

export interface URLProps extends InputProps {
  defaultValue?: string | null;
  /** Without colons. */
  allowedProtocols?: string[];
}

/** With what an address may begin. */
export function allowedProtocols(props: URLProps): string[] {
  return props.allowedProtocols ?? ['http', 'https'];
}

/** An address as this browser reads it, or why it cannot be sent. */
export interface ReadURL {
  url?: URL;
  problem?: 'bad' | 'protocol' | 'login';
}

// What browsers mend in silence: backslashes, blanks, and what does not show.
const odd =
  // oxlint-disable-next-line no-control-regex -- they are looked for
  /[\\\s\u0000-\u001f\u007f-\u00a0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufffd]/;

/** Reads an address as strictly as the host does. */
export function readURL(props: URLProps, typed: string): ReadURL {
  const text = typed.trim();
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(text)?.[1]?.toLowerCase();
  if (!scheme || odd.test(text)) return { problem: 'bad' };
  if (!allowedProtocols(props).includes(scheme)) return { problem: 'protocol' };
  const url = parse(text);
  if (!url) return { problem: 'bad' };
  const web = scheme === 'http' || scheme === 'https';
  const authority = /^[^:]+:\/\/([^/?#]*)/.exec(text)?.[1];
  if (authority?.includes('@')) return { problem: 'login' };
  const leads = web ? authority && !/[%,]/.test(authority) : url.host || url.pathname;
  return leads ? { url } : { problem: 'bad' };
}

function parse(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
