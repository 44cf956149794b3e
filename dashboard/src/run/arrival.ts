import { useEffect, useRef, type RefObject } from 'react';
import { createStore } from '../wire/store';

/** A question came while the person was elsewhere; the pill goes there. */
export const waitingBelow = createStore<(() => void) | null>(null);

/** Moves the focus into the control of a component. */
export function focusSlot(card: HTMLElement | null, index: number): boolean {
  const slot = card?.querySelector(`[data-slot="${index}"]`);
  const writing = slot?.querySelector<HTMLElement>('[contenteditable="true"]'); // its tools stand before it
  const first = slot?.querySelector<HTMLElement>(
    'input:not([type=hidden], :disabled), textarea:not(:disabled), select, [role=spinbutton], [tabindex="0"], button:not(:disabled)',
  );
  const wrong = slot?.querySelector<HTMLElement>(
    ['input', 'textarea', 'button', '[role=spinbutton]']
      .map((each) => `${each}[aria-invalid=true]:not([role=combobox])`)
      .join(),
  );
  const control = wrong ?? writing ?? first;
  for (let fold = control?.closest('details'); fold; fold = fold.parentElement?.closest('details'))
    fold.open = true;
  control?.focus({ preventScroll: true });
  control?.scrollIntoView({ block: 'nearest' });
  return !!control;
}

/** A new question takes the focus and stands a third down the window, unless the person is elsewhere. */
export function useArrival(card: RefObject<HTMLElement | null>, field: number) {
  const first = useRef(field);
  useEffect(() => {
    const goThere = () => {
      waitingBelow.set(null);
      const element = card.current;
      if (!element) return;
      const top = element.getBoundingClientRect().top;
      const bottom = element.getBoundingClientRect().bottom;
      if (top < 60 || bottom > innerHeight) scrollTo({ top: scrollY + top - innerHeight / 3 });
      if (first.current < 0 || !focusSlot(element, first.current)) {
        const buttons = element.querySelectorAll<HTMLElement>('button');
        const safe = element.querySelector<HTMLElement>('[data-autofocus]') ?? [...buttons].at(-1);
        (safe ?? element).focus({ preventScroll: true });
      }
    };
    if (isElsewhere(card.current)) waitingBelow.set(goThere);
    else goThere();
    return () => waitingBelow.set(null);
  }, [card]);
}

function isElsewhere(card: HTMLElement | null): boolean {
  const active = document.activeElement;
  const typing = active?.matches('input, textarea, [contenteditable=true]') && !card?.contains(active);
  const selecting = (getSelection()?.toString().length ?? 0) > 0;
  const above = (card?.getBoundingClientRect().top ?? 0) > innerHeight * 2;
  return !!typing || selecting || above || document.querySelector('dialog[open]') !== null;
}
