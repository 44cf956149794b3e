import { createStore } from '../wire/store';

/** A short message at the edge of the screen; never the only place where something is said. */
export interface Toast {
  id: number;
  text: string;
  title?: string;
  tone: 'plain' | 'bad';
}

/** The toasts on screen, oldest first, at most three. */
export const toasts = createStore<Toast[]>([]);

let nextId = 1;

/** Shows a toast. */
export function toast(text: string, options: { title?: string; tone?: Toast['tone'] } = {}) {
  const added: Toast = { id: nextId++, text, title: options.title, tone: options.tone ?? 'plain' };
  toasts.set((before) => [...before, added].slice(-3));
}

/** Takes a toast away. */
export function dismiss(id: number) {
  toasts.set((before) => before.filter((one) => one.id !== id));
}
