import { useContext, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { ComboBoxStateContext } from 'react-aria-components/ComboBox';

/**
 * Properties of the popover of a box to type in that keep it open, and at its box, while
 * the page scrolls; it closes when the box has left the screen. Without them the first
 * scroll closes it. at is the box, or stands in it.
 */
export function useStays(at: RefObject<HTMLElement | null>) {
  const state = useContext(ComboBoxStateContext);
  const isOpen = state?.isOpen ?? false;
  const close = useRef(() => {});
  const scrolls = useRef(false);
  const [moved, setMoved] = useState(0);
  useLayoutEffect(() => {
    close.current = () => state?.close();
  });
  useLayoutEffect(() => {
    const box = at.current;
    if (!isOpen || !box) return;
    let frame = 0;
    const follow = ({ target }: Event) => {
      if (target instanceof Node && !target.contains(box)) return; // the list itself, or something else
      scrolls.current = true;
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        scrolls.current = false;
        setMoved((before) => 1 - before);
      });
    };
    let seen = false;
    const watch = new IntersectionObserver((entries) => {
      const visible = entries.at(-1)?.isIntersecting ?? false;
      if (seen && !visible) close.current();
      seen ||= visible;
    });
    watch.observe(box);
    // Before the listener of the popover, which asks to be closed.
    window.addEventListener('scroll', follow, true);
    return () => {
      window.removeEventListener('scroll', follow, true);
      watch.disconnect();
      cancelAnimationFrame(frame);
      scrolls.current = false;
    };
  }, [isOpen, at]);
  return {
    isOpen,
    onOpenChange: (open: boolean) => {
      if (!open && !scrolls.current) close.current();
    },
    // There is no arrow: a change of it only has the popover look again where its box is.
    arrowBoundaryOffset: moved, // 0 or 1
  };
}
