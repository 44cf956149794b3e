const frame = 16; // in milliseconds
const calm = 4; // so many are handed over at once, after a frame without any

/**
 * Hands things over one by one while few come, and together, once in a frame, while many
 * do: each handing over draws the screen. end hands over the rest.
 */
export function gather<T>(take: (all: T[]) => void): { add: (one: T) => void; end: () => void } {
  let free = calm;
  let waiting: T[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hand = () => {
    const all = waiting;
    waiting = [];
    if (all.length === 0) {
      timer = undefined;
      free = calm;
      return;
    }
    timer = setTimeout(hand, frame);
    take(all);
  };
  return {
    add(one) {
      if (free === 0) {
        waiting.push(one);
        return;
      }
      free--;
      timer ??= setTimeout(hand, frame);
      take([one]);
    },
    end() {
      hand();
      clearTimeout(timer);
    },
  };
}
