import { base } from './mount';
import type { Download } from './protocol.gen';

/** Has the browser fetch a file and save it under its name, beside whatever it does. */
export function save(file: Download): void {
  const link = document.createElement('a');
  link.href = `${base}/${file.path}`;
  link.download = file.name;
  link.hidden = true;
  document.body.append(link);
  link.click();
  link.remove();
}
