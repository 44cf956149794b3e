import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, test, vi } from 'vitest';
import { Arranged } from '../src/run/Frames';
import type { Frame } from '../src/wire/protocol.gen';

(globalThis as Record<string, unknown>).IS_REACT_ACT_ENVIRONMENT = true;

function draw(frames: Frame[] | undefined, tabs: Record<string, string> = {}) {
  const root = document.createElement('div');
  const openTab = vi.fn();
  const wake = vi.fn();
  const framing = { tabs, openTab, wake, draw: (index: number) => <p key={index}>part {index}</p> };
  act(() => createRoot(root).render(<Arranged frames={frames} count={3} framing={framing} />));
  return { root, openTab, wake };
}

const tabs: Frame[] = [
  {
    kind: 'tabs',
    key: 'tab',
    frames: [
      { kind: 'tab', key: 'a', title: 'A', part: 0, frames: [{ kind: 'part', part: 1 }] },
      { kind: 'tab', key: 'b', title: 'B', part: 2, lazy: true, frames: [{ kind: 'part', part: 2 }] },
    ],
  },
];

test('without frames parts stand one below the other', () => {
  expect(draw(undefined).root.textContent).toBe('part 0part 1part 2');
});

test('a part that no frame names is not drawn', () => {
  const { root } = draw([{ kind: 'section', title: 'T', frames: [{ kind: 'part', part: 1 }] }]);
  expect(root.textContent).toBe('Tpart 1');
  expect(root.querySelector('section')?.getAttribute('aria-label')).toBe('T');
});

test('only the open tab is drawn, and the host is told of one that it has not loaded', () => {
  const first = draw(tabs);
  expect(first.root.querySelector('[role=tabpanel]')?.textContent).toBe('part 1');
  expect(first.wake).not.toHaveBeenCalled();
  first.root.querySelectorAll<HTMLElement>('[role=tab]')[1]?.click();
  expect(first.openTab).toHaveBeenCalledWith('tab', 'b');

  const second = draw(tabs, { tab: 'b' });
  expect(second.root.querySelector('[role=tabpanel]')?.textContent).toBe('part 2');
  expect(second.wake).toHaveBeenCalledWith(2);
});

test('a tab that is not there is the first', () => {
  expect(draw(tabs, { tab: 'gone' }).root.querySelector('[role=tabpanel]')?.textContent).toBe('part 1');
});
