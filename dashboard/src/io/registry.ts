// Which file draws which component. Chunks are by kind, so that a form loads one
// piece: `inputs` holds every usual input, `displays` the light displays, heavy
// ones load alone.

import type { Renderer } from './types';

type Loader = () => Promise<Renderer>;

interface Entry {
  load: Loader;
  /** Kept free in pixels while the renderer loads, so that nothing moves. */
  height: number;
  input?: boolean;
}

const entries: Record<string, Entry> = {};

const loaded = new Map<string, Renderer>();

/** Whether the method is an input, known without loading its renderer. */
export function isInput(method: string): boolean {
  return entries[method]?.input ?? false;
}

/** Whether this panel can draw the method at all. */
export function isKnown(method: string): boolean {
  return method in entries;
}

/** The height to keep for a component that is still loading. */
export function heightOf(method: string): number {
  return entries[method]?.height ?? 40;
}

/** The renderer, when it has been loaded before. */
export function peekRenderer(method: string): Renderer | undefined {
  return loaded.get(method);
}

/** Loads the renderer of a method; rejects when it is unknown or its chunk cannot be had. */
export async function loadRenderer(method: string): Promise<Renderer> {
  const have = loaded.get(method);
  if (have) return have;
  const entry = entries[method];
  if (!entry) throw new Error(`no renderer for ${method}`);
  const renderer = await entry.load();
  loaded.set(method, renderer);
  return renderer;
}
