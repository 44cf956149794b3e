/**
 * How well a text answers a search: 0 for not at all, more is better. Letters
 * must come in order; the start of the text, starts of words and runs of
 * neighbours count most, and short texts beat long ones.
 */
export function score(text: string, search: string): number {
  const wanted = fold(search).replace(/\s+/g, ' ').trim();
  if (wanted === '') return 1;
  const hay = fold(text);
  const at = hay.indexOf(wanted);
  if (at >= 0) {
    const place = at === 0 ? 300 : isStart(hay, at) ? 200 : 100;
    return place + wanted.length - hay.length / 1000;
  }
  return inOrder(hay, wanted.replaceAll(' ', ''));
}

function inOrder(hay: string, wanted: string): number {
  let points = 0;
  let from = 0;
  let last = -2;
  for (const letter of wanted) {
    let found = -1;
    for (let at = hay.indexOf(letter, from); at >= 0; at = hay.indexOf(letter, at + 1)) {
      if (found < 0) found = at;
      if (at === last + 1 || isStart(hay, at)) {
        found = at;
        break;
      }
    }
    if (found < 0) return 0;
    points += found === last + 1 ? 3 : isStart(hay, found) ? 4 : 0.5;
    last = found;
    from = found + 1;
  }
  // Letters scattered through a long text are no answer.
  const average = points / wanted.length;
  return average < 1.5 ? 0 : points - hay.length / 1000;
}

function isStart(text: string, at: number): boolean {
  return at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? ' ');
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
