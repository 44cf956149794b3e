/** A value that can be followed. Everything outside React's own state lives in one of these. */
export interface Store<T> {
  get: () => T;
  set: (next: T | ((before: T) => T)) => void;
  /** Calls back after every change; returns what ends it. */
  subscribe: (listener: () => void) => () => void;
}

/** A store that begins with a value. */
export function createStore<T>(value: T): Store<T> {
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set(next) {
      const after = typeof next === 'function' ? (next as (before: T) => T)(value) : next;
      if (Object.is(after, value)) return;
      value = after;
      for (const listener of [...listeners]) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
