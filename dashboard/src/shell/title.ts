import { useEffect } from 'react';
import markDot from '../style/mark-dot.svg';
import mark from '../style/mark.svg';
import { pageName } from '../wire/mount';
import { shell } from '../wire/shell';

/** Names the tab: `{what} · {panel}`, marked while a run waits for this person. */
export function useTitle(what: string, waiting = false) {
  useEffect(() => {
    const panel = shell.get()?.name ?? pageName;
    document.title = `${waiting ? '● ' : ''}${what ? `${what} · ` : ''}${panel}`;
    const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]');
    const wanted = waiting ? markDot : mark;
    if (icon && icon.getAttribute('href') !== wanted) icon.href = wanted;
  }, [what, waiting]);
}
