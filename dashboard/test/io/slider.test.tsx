import { act } from 'react';
import { describe, expect, test } from 'vitest';
import * as rare from '../../src/io/rare';
import type { Renderer } from '../../src/io/types';
import { t } from '../../src/text/t';
import { answerOf, byLabel, component, description, draw, key, type } from './screen';

const Slider: Renderer = rare.Slider;

const trackOf = (place: HTMLElement) => place.querySelector<HTMLInputElement>('input[type=range]')!;

/** Presses a key so many milliseconds after the page was opened. */
function press(control: HTMLElement, name: string, at: number) {
  const event = new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true });
  Object.defineProperty(event, 'timeStamp', { value: at });
  act(() => void control.dispatchEvent(event));
}

describe('Slider', () => {
  const range = component({ min: 9, max: 20 }, { label: 'Range' });
  const decimal = component({ min: 12, max: 13, step: 0.1 }, { label: 'Range' });

  test('has a track and a field of one name; untouched it is not answered', () => {
    const screen = draw(Slider, range);
    const box = byLabel(screen.place, 'Range') as HTMLInputElement;
    const track = trackOf(screen.place);
    expect(box.type).toBe('text');
    expect(track.getAttribute('aria-labelledby')).toBe('f-label');
    expect([track.min, track.max, track.step, track.value]).toEqual(['9', '20', '1', '9']);
    expect(track.getAttribute('aria-valuetext')).toBe('Not answered');
    expect(description(box)).toBe('Between 9 and 20.');
    expect(answerOf(Slider, range, screen.value())).toBeNull();
  });

  test('what is dragged stands in the field, and what is typed moves the handle', () => {
    const screen = draw(Slider, range);
    type(trackOf(screen.place), '12');
    expect((byLabel(screen.place, 'Range') as HTMLInputElement).value).toBe('12');
    expect(answerOf(Slider, range, screen.value())).toBe(12);
    type(byLabel(screen.place, 'Range'), '15');
    expect(trackOf(screen.place).value).toBe('15');
    expect(trackOf(screen.place).getAttribute('aria-valuetext')).toBe('15');
  });

  test('the least can be chosen though the handle stands there already', () => {
    const screen = draw(Slider, range);
    key(trackOf(screen.place), 'Home');
    expect(answerOf(Slider, range, screen.value())).toBe(9);
    const pressed = draw(Slider, range);
    act(() => void trackOf(pressed.place).dispatchEvent(new MouseEvent('pointerup', { bubbles: true })));
    expect(answerOf(Slider, range, pressed.value())).toBe(9);
  });

  test('digits on the track are the number: those typed close together belong to one', () => {
    const screen = draw(Slider, range);
    press(trackOf(screen.place), '7', 1000);
    press(trackOf(screen.place), '9', 3000);
    expect(screen.value()).toBe('9');
    press(trackOf(screen.place), '1', 6000);
    press(trackOf(screen.place), '5', 7000);
    expect(screen.value()).toBe('15');
    expect(key(trackOf(screen.place), 'ArrowRight').defaultPrevented).toBe(false);
  });

  test('arrows in the field go by steps', () => {
    const screen = draw(
      Slider,
      component({ min: -1, max: 1, step: 0.25, defaultValue: 0 }, { label: 'Tilt' }),
    );
    const box = byLabel(screen.place, 'Tilt') as HTMLInputElement;
    expect(box.value).toBe('0');
    key(box, 'ArrowDown');
    expect(box.value).toBe('-0.25');
    for (let i = 0; i < 9; i++) key(box, 'ArrowUp');
    expect(box.value).toBe('1');
  });

  test.each([
    ['12.3', undefined],
    ['12', undefined],
    ['13', undefined],
    ['12.35', 'In steps of 0.1 from 12.'],
    ['15.5', 'Between 12 and 13.'],
    ['much', 'Enter a number.'],
  ])('%j → %j', (typed, problem) => {
    expect(Slider.validate?.(decimal, typed, t)).toBe(problem);
  });

  test('the answer in short, and read-only', () => {
    expect(Slider.summarize?.(decimal, 12.5, t)).toBe('12.5');
    expect(Slider.decode?.(12.5, decimal)).toBe('12.5');
    expect(draw(Slider, decimal, { readOnly: true, value: '12.5' }).place.textContent).toBe('Range12.5');
    expect(draw(Slider, decimal, { readOnly: true, value: undefined }).place.textContent).toBe(
      'RangeNot answered',
    );
  });
});
