// Where pictures and films may come from: the panel's own origin, content that
// the address carries itself, and what the panel is configured with. The policy
// of the page says the same; asking here first keeps requests from being refused.

import { shell } from './shell';

const carried = /^data:(image\/(png|jpeg|gif|webp)|video\/(mp4|webm|ogg));base64,/;

/** The address as the source of a picture or film; undefined where it may not be one. */
export function mediaSource(
  url: string | undefined,
  allowed: readonly string[] = shell.get()?.mediaHosts ?? [],
): string | undefined {
  if (!url) return undefined;
  if (url.startsWith('data:')) return carried.test(url) ? url : undefined;
  const address = URL.parse(url, location.href);
  if (!address || !/^https?:$/.test(address.protocol)) return undefined;
  const known =
    address.origin === location.origin ||
    allowed.includes(address.origin) ||
    (address.protocol === 'https:' && allowed.includes('https:'));
  return known ? url : undefined;
}
