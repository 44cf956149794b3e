import { readURL } from './url';

/** The longest text that is read as an address. */
const longest = 2048;

const mail = /^[^\s@<>"'(),:;[\]\\?&#%/•]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/i;

/**
 * Where a text leads that is one web or e-mail address and nothing else. An address
 * that carries a login, or is not what it looks like, leads nowhere.
 */
export function linkOf(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > longest || value !== value.trim()) return undefined;
  if (mail.test(value)) return `mailto:${value}`;
  return /^https?:\/\/[^<>"]+$/i.test(value) ? readURL({}, value).url?.href : undefined;
}
