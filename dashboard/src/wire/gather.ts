const frame = 16; // in milliseconds

/**
 * Hands things over one by one while they come seldom, and together, once in a frame,
 * while they come fast: each handing over draws the screen. end hands over the rest.
 */
export function gather<T>(take: (all: T[]) => void): { add: (one: T) => void; end: () => void } {
  let waiting: T[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hand = () => {
    const all = waiting;
    waiting = [];
    timer = all.length > 0 ? setTimeout(hand, frame) : undefined;
    if (all.length > 0) take(all);
  };
  return {
    add(one) {
      waiting.push(one);
      if (timer === undefined) hand();
    },
    end() {
      clearTimeout(timer);
      hand();
      clearTimeout(timer);
    },
  };
}
