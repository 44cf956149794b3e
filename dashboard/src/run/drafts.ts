// What is being typed, kept in sessionStorage under run, question and field until
// the server has stored the answer.

const prefix = 'panel.draft:';
const waits = 250;

const pending = new Map<string, { value: unknown; timer: ReturnType<typeof setTimeout> }>();

function keyOf(place: string, field: number): string {
  return `${prefix}${place}:${field}`;
}

/** Keeps a field's value a quarter of a second after the last change. */
export function keepDraft(place: string, field: number, value: unknown) {
  const key = keyOf(place, field);
  clearTimeout(pending.get(key)?.timer);
  pending.set(key, { value, timer: setTimeout(() => write(key), waits) });
}

/** The kept value, if there is one. */
export function readDraft(place: string, field: number): { value: unknown } | undefined {
  const key = keyOf(place, field);
  const waiting = pending.get(key);
  if (waiting) return { value: waiting.value };
  try {
    const text = sessionStorage.getItem(key);
    return text === null ? undefined : (JSON.parse(text) as { value: unknown });
  } catch {
    return undefined;
  }
}

/** Forgets everything of a question: its answer is stored. */
export function dropDrafts(place: string, fields: number) {
  for (let field = 0; field < fields; field++) {
    const key = keyOf(place, field);
    clearTimeout(pending.get(key)?.timer);
    pending.delete(key);
    try {
      sessionStorage.removeItem(key);
    } catch {
      // Storage is blocked: nothing was kept.
    }
  }
}

/** Forgets all: another person may sit down here. */
export function forgetDrafts() {
  for (const { timer } of pending.values()) clearTimeout(timer);
  pending.clear();
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix)) sessionStorage.removeItem(key);
  } catch {
    // Storage is blocked: nothing was kept.
  }
}

/** Writes what still waits; for the moment the page is left. */
export function flushDrafts() {
  for (const key of [...pending.keys()]) write(key);
}

function write(key: string) {
  const waiting = pending.get(key);
  if (!waiting) return;
  clearTimeout(waiting.timer);
  pending.delete(key);
  try {
    sessionStorage.setItem(key, JSON.stringify({ value: waiting.value }));
  } catch {
    // Storage is full or blocked: the text is still on the screen.
  }
}

globalThis.addEventListener?.('pagehide', flushDrafts);
