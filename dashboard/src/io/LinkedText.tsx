import { TargetLink } from './TargetLink';
import { linkOf } from './linkOf';

/** A text; a link where all of it is a web or e-mail address. */
export function LinkedText({ text }: { text: string }) {
  const url = linkOf(text);
  return url === undefined ? text : <TargetLink target={{ url }}>{text}</TargetLink>;
}
