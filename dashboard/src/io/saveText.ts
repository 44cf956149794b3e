/** Has the browser save a text under a name. */
export function saveText(text: string, name: string, type = 'text/plain'): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.hidden = true;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // until then some browsers still read it
}

/** What files of a language end with, by the names and aliases that code is given. */
const endings: Record<string, string> = {
  bash: 'sh',
  csharp: 'cs',
  golang: 'go',
  html: 'html',
  javascript: 'js',
  kotlin: 'kt',
  markdown: 'md',
  perl: 'pl',
  python: 'py',
  ruby: 'rb',
  rust: 'rs',
  shell: 'sh',
  typescript: 'ts',
  zsh: 'sh',
};

/** The name of a file with code: its label, and the ending of its language. */
export function codeFileName(label: string, language = ''): string {
  const name = fileName(label, 'code');
  const known = language.toLowerCase();
  const ending = endings[known] ?? (/^[a-z0-9]{1,5}$/.test(known) ? known : 'txt');
  return name.toLowerCase().endsWith(`.${ending}`) ? name : `${name}.${ending}`;
}

/** A label as a name that every file system takes. */
export function fileName(label: string, otherwise: string): string {
  const name = label
    .replaceAll(/[\p{Cc}\p{Cf}\\/:*?"<>|]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return name.replace(/^\.+/, '').slice(0, 100) || otherwise;
}
