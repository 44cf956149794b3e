// Values on the wire are pairs: JSON, and a note of what JSON cannot say (dates,
// big integers, …) in superjson's form. We read them with superjson itself and
// write them with the few lines below, which cover what a field can hold.

import superjson from 'superjson';
import type { SuperJSONResult } from 'superjson';

// Interval's peers mark clock times so; they are plain text to us.
superjson.registerCustom<string, string>(
  {
    isApplicable: (_value): _value is string => false,
    serialize: (value) => value,
    deserialize: (value) => value,
  },
  'time',
);

/** A value as it crosses the wire. */
export interface Encoded {
  json: unknown;
  meta?: { values: unknown };
}

/** The value of a pair. Never throws: a note that cannot be read is left out. */
export function decode(json: unknown, meta: unknown): unknown {
  if (!isRecord(meta) || meta.values === undefined || meta.values === null) return json;
  try {
    const values = meta.values;
    return superjson.deserialize({ json, meta: { values } } as SuperJSONResult);
  } catch {
    return json;
  }
}

type Note = [string] | Record<string, [string]>;

/** The pair of a value made of plain objects, arrays and scalars. */
export function encode(value: unknown): Encoded {
  const notes: Record<string, [string]> = {};
  const json = write(value, '', notes);
  const own = notes[''];
  const values: Note = own ?? notes;
  return Object.keys(notes).length === 0 ? { json } : { json, meta: { values } };
}

/** The pair of a list, with the list and the notes under the names of an answer. */
export function encodeValues(values: unknown[]): { values: unknown[]; valuesMeta?: unknown } {
  const { json, meta } = encode(values);
  return meta ? { values: json as unknown[], valuesMeta: meta } : { values: json as unknown[] };
}

function write(value: unknown, path: string, notes: Record<string, [string]>): unknown {
  const note = (type: string, json: unknown) => {
    notes[path] = [type];
    return json;
  };
  switch (typeof value) {
    case 'undefined':
      return note('undefined', null);
    case 'bigint':
      return note('bigint', value.toString());
    case 'number':
      if (Number.isFinite(value) && !Object.is(value, -0)) return value;
      return note('number', Object.is(value, -0) ? '-0' : String(value));
    case 'string':
    case 'boolean':
      return value;
    case 'object':
      return writeObject(value, path, notes);
    default:
      return null;
  }
}

function writeObject(value: object | null, path: string, notes: Record<string, [string]>): unknown {
  if (value === null) return null;
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) return null;
    notes[path] = ['Date'];
    return value.toISOString();
  }
  const below = (key: string) => (path === '' ? '' : `${path}.`) + key.replaceAll('.', '\\.');
  if (Array.isArray(value)) return value.map((item, index) => write(item, below(String(index)), notes));
  const out: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    if (item !== undefined && typeof item !== 'function') out[key] = write(item, below(key), notes);
  }
  return out;
}

/** Whether a value is an object with string keys. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
