// The only file that knows where the panel is mounted. The server writes the
// mount path into the page; one build serves every mount.

function meta(name: string): string {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? '';
}

/** The mount path without a slash at its end: "" or "/admin". */
export const base: string = meta('panel-base')
  .replace(/\/+$/, '')
  .replace(/^__BASE__$/, '');

/** The id of the build this page was loaded from. */
export const build: string = meta('panel-build');

/** The panel's name as the page came with it, until the shell says it. */
export const pageName: string = document.title;

/** The absolute address of a path below the mount, for links that are copied. */
export function absolute(path: string): string {
  return new URL(`${base}/${path.replace(/^\//, '')}`, location.href).href;
}

/** The address of the socket. */
export function socketAddress(): string {
  const address = new URL(`${base}/-/socket`, location.href);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  return address.href;
}
