// Which file draws which component. Chunks are by kind, so that a form loads one
// piece: `inputs` holds every usual input, `rare` the others, `displays` the light
// displays, heavy ones load alone.

import type { Renderer } from './types';

type Loader = () => Promise<Renderer>;

interface Entry {
  load: Loader;
  /** Kept free in pixels while the renderer loads, so that nothing moves. */
  height: number;
  input?: boolean;
}

const inputs = () => import('./inputs');
const rare = () => import('./rare');
const displays = () => import('./displays');
const tables = () => import('./tables');
const media = () => import('./media');
const choosing = () => import('./choosing');

const entries: Record<string, Entry> = {
  INPUT_TEXT: { load: async () => (await inputs()).Text, height: 56, input: true },
  INPUT_EMAIL: { load: async () => (await inputs()).Email, height: 56, input: true },
  INPUT_NUMBER: { load: async () => (await inputs()).Number, height: 56, input: true },
  INPUT_BOOLEAN: { load: async () => (await inputs()).Boolean, height: 32, input: true },
  INPUT_DATE: { load: async () => (await inputs()).Date, height: 56, input: true },
  INPUT_TIME: { load: async () => (await inputs()).Time, height: 56, input: true },
  INPUT_DATETIME: { load: async () => (await inputs()).DateTime, height: 76, input: true },
  INPUT_RICH_TEXT: { load: () => import('./RichText'), height: 240, input: true },
  INPUT_JSON: { load: async () => (await rare()).JSON, height: 220, input: true },
  INPUT_LIST: { load: listWithEntries, height: 92, input: true },
  INPUT_FORMS: { load: async () => (await rare()).Forms, height: 220, input: true },
  INPUT_SLIDER: { load: async () => (await rare()).Slider, height: 76, input: true },
  INPUT_URL: { load: async () => (await rare()).URL, height: 56, input: true },
  INPUT_SPREADSHEET: { load: () => import('./Spreadsheet'), height: 200, input: true },
  UPLOAD_FILE: { load: () => import('./File'), height: 118, input: true },
  SELECT_SINGLE: { load: async () => (await inputs()).Select, height: 56, input: true },
  SELECT_MULTIPLE: { load: async () => (await choosing()).SelectMany, height: 120, input: true },
  SEARCH: { load: async () => (await inputs()).Search, height: 56, input: true },
  SELECT_TABLE: { load: async () => (await tables()).SelectTable, height: 420, input: true },
  CONFIRM: { load: async () => (await displays()).Confirm, height: 120, input: true },
  CONFIRM_IDENTITY: { load: async () => (await choosing()).ConfirmIdentity, height: 170, input: true },
  APPROVE: { load: async () => (await choosing()).Approve, height: 120, input: true },
  DISPLAY_HEADING: { load: async () => (await displays()).Heading, height: 32 },
  DISPLAY_MARKDOWN: { load: async () => (await displays()).Markdown, height: 40 },
  DISPLAY_METADATA: { load: async () => (await displays()).Metadata, height: 72 },
  DISPLAY_LINK: { load: async () => (await displays()).Link, height: 20 },
  DISPLAY_OBJECT: { load: async () => (await displays()).Object, height: 80 },
  DISPLAY_CODE: { load: async () => (await displays()).Code, height: 120 },
  DISPLAY_HTML: { load: async () => (await displays()).HTML, height: 40 },
  DISPLAY_IMAGE: { load: async () => (await media()).Image, height: 256 },
  DISPLAY_VIDEO: { load: async () => (await media()).Video, height: 256 },
  DISPLAY_CHANGES: { load: async () => (await displays()).Changes, height: 120 },
  DISPLAY_CHART: { load: () => import('./Chart'), height: 376 },
  DISPLAY_GRID: { load: async () => (await tables()).Grid, height: 420 },
  DISPLAY_TABLE: { load: async () => (await tables()).Table, height: 420 },
};

/** The inputs that an entry can be, so that their renderers are loaded with that of the list. */
export const listable = [
  'INPUT_TEXT',
  'INPUT_EMAIL',
  'INPUT_NUMBER',
  'INPUT_DATE',
  'INPUT_TIME',
  'INPUT_DATETIME',
  'INPUT_URL',
];

const loaded = new Map<string, Renderer>();

/** Whether the method is an input, known without loading its renderer. */
export function isInput(method: string): boolean {
  return entries[method]?.input ?? false;
}

/** Whether this panel can draw the method at all. */
export function isKnown(method: string): boolean {
  return Object.hasOwn(entries, method);
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
  const entry = isKnown(method) ? entries[method] : undefined;
  if (!entry) throw new Error(`no renderer for ${method}`);
  const [renderer] = await Promise.all([entry.load(), import('../text/io')]);
  loaded.set(method, renderer);
  return renderer;
}

/** The list draws its entries with their own renderers, which have to be there first. */
async function listWithEntries(): Promise<Renderer> {
  const [{ List }] = await Promise.all([rare(), ...listable.map(loadRenderer)]);
  return List;
}
