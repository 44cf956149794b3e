// What people call media types.

import type { Translate } from '../text/t';

const names: Record<string, string> = {
  'application/pdf': 'PDF',
  'application/json': 'JSON',
  'application/zip': 'ZIP',
  'application/gzip': 'gzip',
  'application/xml': 'XML',
  'application/msword': 'Word',
  'application/vnd.ms-excel': 'Excel',
  'application/vnd.ms-powerpoint': 'PowerPoint',
  'application/vnd.oasis.opendocument.spreadsheet': 'OpenDocument',
  'application/vnd.oasis.opendocument.text': 'OpenDocument',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'PowerPoint',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'Excel',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'Word',
  'audio/mpeg': 'MP3',
  'audio/wav': 'WAV',
  'image/avif': 'AVIF',
  'image/bmp': 'BMP',
  'image/gif': 'GIF',
  'image/heic': 'HEIC',
  'image/jpeg': 'JPEG',
  'image/png': 'PNG',
  'image/svg+xml': 'SVG',
  'image/tiff': 'TIFF',
  'image/webp': 'WebP',
  'text/csv': 'CSV',
  'text/html': 'HTML',
  'text/markdown': 'Markdown',
  'text/tab-separated-values': 'TSV',
  'text/xml': 'XML',
  'text/yaml': 'YAML',
  'video/mp4': 'MP4',
  'video/webm': 'WebM',
};

export function either(words: string[], t: Translate): string {
  if (words.length < 2) return words.join('');
  return t('io.either', { some: words.slice(0, -1).join(', '), last: words.at(-1) ?? '' });
}

/** Media types as a list of words: "a picture (PNG or JPEG)", "PDF". */
export function kindWords(types: string[], several: boolean, t: Translate): string[] {
  const sensed = [
    { prefix: 'image/', word: several ? t('io.pictures') : t('io.picture') },
    { prefix: 'video/', word: several ? t('io.films') : t('io.film') },
    { prefix: 'audio/', word: several ? t('io.sounds') : t('io.sound') },
  ];
  const words = sensed.flatMap(({ prefix, word }) => {
    const of = types.filter((type) => type.startsWith(prefix));
    if (of.length === 0) return [];
    return of.includes(`${prefix}*`)
      ? word
      : `${word} (${either(unique(of.map((type) => nameOf(type, t))), t)})`;
  });
  const rest = types.filter((type) => !sensed.some(({ prefix }) => type.startsWith(prefix)));
  return [...words, ...unique(rest.map((type) => nameOf(type, t)))];
}

function nameOf(type: string, t: Translate): string {
  if (type === 'text/plain') return t('io.plainText');
  if (type === 'text/*') return t('io.text');
  return names[type.toLowerCase()] ?? type;
}

function unique(words: string[]): string[] {
  return [...new Set(words)];
}
