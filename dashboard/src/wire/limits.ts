// What the server takes. A frame beyond it would end the connection, and would be
// sent again on the next one; so it is refused here, in words.

/** Bytes of one text, as JSON writes it. */
const longestText = 512 << 10;
/** Bytes of a whole frame. */
const longestFrame = 1 << 20;

const bytes = new TextEncoder();

/** A sentence when the data of a call is too long to be sent. */
export function tooLong(data: unknown, frame: string): string | undefined {
  if (hasLongText(data)) return 'A text here is too long to be sent. It may have 512 KiB at most.';
  if (frame.length * 3 > longestFrame && sizeOf(frame) > longestFrame)
    return 'This is too long to be sent. It may have 1 MiB at most.';
  return undefined;
}

function hasLongText(value: unknown): boolean {
  if (typeof value === 'string') return isLong(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, inner]) => isLong(key) || hasLongText(inner));
}

function isLong(text: string): boolean {
  // An escaped character has six bytes at most: nearly every text is short enough at a glance.
  return text.length * 6 > longestText && sizeOf(JSON.stringify(text)) - 2 > longestText;
}

function sizeOf(text: string): number {
  return bytes.encode(text).length;
}
