// Draws one renderer as a screen would and keeps its value.

import { act, useState, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import type { Root } from 'react-dom/client';
import { afterEach } from 'vitest';
import '../../src/text/io';
import type { IOComponent, Renderer } from '../../src/io/types';
import { t } from '../../src/text/t';
import { ScreenTitle } from '../../src/ui/screenTitle';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

const open: { root: Root; place: HTMLElement }[] = [];

afterEach(() => {
  for (const { root, place } of open.splice(0)) {
    act(() => root.unmount());
    place.remove();
  }
});

/** A component as a host sends it. */
export function component(props: Record<string, unknown>, more: Partial<IOComponent> = {}): IOComponent {
  const base = { methodName: 'X', label: 'Amount', isStateful: false, isOptional: false, isMultiple: false };
  return { ...base, props, ...more };
}

interface Options {
  /** The h1 of the screen. */
  title?: string;
  value?: unknown;
  error?: string;
  readOnly?: boolean;
  disabled?: boolean;
  state?: unknown;
  stale?: boolean;
}

/** What a test may look at and do. */
export interface Screen {
  place: HTMLElement;
  /** The field's value now. */
  value: () => unknown;
  states: unknown[];
  blurs: () => number;
  redraw: (component: IOComponent, options?: Options) => void;
}

/** Puts any element on the page. */
export function mount(element: React.ReactNode): {
  place: HTMLElement;
  redraw: (element: React.ReactNode) => void;
} {
  const place = document.createElement('div');
  document.body.append(place);
  const root = createRoot(place);
  open.push({ root, place });
  act(() => root.render(element));
  return { place, redraw: (next) => act(() => root.render(next)) };
}

/** Draws a renderer with the value it begins with, unless one is given. */
export function draw(renderer: Renderer, of: IOComponent, options: Options = {}): Screen {
  const states: unknown[] = [];
  let present: unknown;
  let blurs = 0;
  const begin = 'value' in options ? options.value : renderer.initial?.(of);
  function Host({ of: shown, options: given }: { of: IOComponent; options: Options }) {
    const [value, setValue] = useState<unknown>(begin);
    present = value;
    const View = renderer.default;
    return (
      <View
        component={shown}
        groupKey="g"
        callId="c"
        id="f"
        value={value}
        setValue={setValue}
        state={given.state}
        setState={(state) => states.push(state)}
        stale={given.stale ?? false}
        error={given.error}
        onBlur={() => {
          blurs += 1;
        }}
        disabled={given.disabled ?? false}
        readOnly={given.readOnly ?? false}
        t={t}
      />
    );
  }
  const on = (host: ReactNode) => <ScreenTitle value={options.title ?? ''}>{host}</ScreenTitle>;
  const { place, redraw } = mount(on(<Host of={of} options={options} />));
  return {
    place,
    value: () => present,
    states,
    blurs: () => blurs,
    redraw: (next, given = options) => redraw(on(<Host of={next} options={given} />)),
  };
}

/** The wire value that a screen would send, null for nothing. */
export function answerOf(renderer: Renderer, of: IOComponent, value: unknown): unknown {
  const empty = renderer.isEmpty ? renderer.isEmpty(value, of) : value === undefined || value === '';
  if (empty) return null;
  return renderer.encode ? renderer.encode(value, of) : value;
}

/** The control with a label. */
export function byLabel(place: HTMLElement, text: string): HTMLElement {
  for (const label of place.querySelectorAll<HTMLElement>('label')) {
    if (!label.textContent?.includes(text)) continue;
    const inner = label.querySelector<HTMLElement>('input, select, textarea');
    const named = label.getAttribute('for');
    const control = inner ?? (named ? document.getElementById(named) : null);
    if (control) return control;
  }
  const named = place.querySelector<HTMLElement>(`[aria-label="${text}"]`);
  if (named) return named;
  throw new Error(`no control called ${text} in ${place.innerHTML}`);
}

/** The button with a text or name. */
export function button(place: ParentNode, text: string): HTMLButtonElement {
  const all = [...place.querySelectorAll('button')];
  const found = all.find((each) => (each.getAttribute('aria-label') ?? each.textContent)?.trim() === text);
  if (!found) throw new Error(`no button ${text} among ${all.map((each) => each.textContent).join(' | ')}`);
  return found;
}

/** Types a text into a control as a person would, replacing what was there. */
export function type(control: HTMLElement, text: string): void {
  const prototype =
    control instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype;
  act(() => {
    control.focus();
    Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(control, text);
    control.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

/** Presses a key on a control. */
export function key(control: HTMLElement, name: string, more: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, ...more });
  act(() => {
    control.dispatchEvent(event);
  });
  return event;
}

/** Clicks. */
export function click(control: HTMLElement, more: MouseEventInit = {}): void {
  act(() => {
    control.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ...more }));
  });
}

/** Takes the focus away. */
export function blur(control: HTMLElement): void {
  act(() => {
    control.focus();
    control.blur();
  });
}

/** The texts that describe a control. */
export function description(control: HTMLElement): string {
  const ids = (control.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean);
  return ids.map((id) => document.getElementById(id)?.textContent ?? `(no ${id})`).join(' | ');
}
