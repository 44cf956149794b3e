import { act } from 'react';
import { describe, expect, test, vi } from 'vitest';
import * as displays from '../../src/io/displays';
import { isInput, isKnown, loadRenderer, peekRenderer } from '../../src/io/registry';
import type { ExclusiveProps, Renderer } from '../../src/io/types';
import { t } from '../../src/text/t';
import { button, click, component, draw, mount } from './screen';

const Confirm: Renderer = displays.Confirm;
const { Changes, Code, Heading, Link, Markdown, Metadata, Object } = displays;

describe('Confirm', () => {
  const of = component(
    {
      danger: true,
      helpText: 'It cannot be undone.',
      confirmLabel: 'Refund 45.00 EUR',
      cancelLabel: 'Keep it',
      changes: [{ label: 'Status', before: 'paid', after: 'refunded' }],
    },
    { label: 'Refund the charge?' },
  );
  const show = (more: Partial<ExclusiveProps> = {}) => {
    const answers: unknown[] = [];
    const Exclusive = displays.Confirm.exclusive;
    const given = {
      component: of,
      id: 'f',
      answer: (value: unknown) => answers.push(value),
      prove: () => Promise.resolve(undefined),
      sending: false,
      offline: false,
      error: undefined,
      t,
    };
    const { place } = mount(<Exclusive {...given} {...more} />);
    return { place, answers };
  };

  test('a question, what changes and two verbs; the safe one has the focus', () => {
    const { place, answers } = show();
    expect(place.querySelector('section')?.getAttribute('aria-labelledby')).toBe('f-label');
    expect(place.querySelector('h2')?.textContent).toBe('Refund the charge?');
    expect(place.textContent).toContain('It cannot be undone.');
    expect(document.activeElement?.textContent).toBe('Keep it');
    click(button(place, 'Refund 45.00 EUR'));
    click(button(place, 'Keep it'));
    expect(answers).toEqual([true, false]);
  });

  test('while it is on its way nothing more can be pressed', () => {
    const { place, answers } = show({ sending: true });
    for (const each of place.querySelectorAll('button')) click(each);
    expect(answers).toEqual([]);
  });

  test('says that it waits for the line, and what was wrong', () => {
    const { place } = show({ offline: true, error: 'Ask again.' });
    expect(button(place, 'Refund 45.00 EUR when back online')).toBeTruthy();
    expect(place.textContent).toContain('Ask again.');
  });

  test('the pressed verb is the short form', () => {
    expect(Confirm.summarize?.(of, true, t)).toBe('Refund 45.00 EUR');
    expect(Confirm.summarize?.(of, false, t)).toBe('Keep it');
    expect(Confirm.isEmpty?.(false, of)).toBe(false);
    expect(draw(Confirm, component({}, { label: 'Sure?' }), { value: false }).place.textContent).toBe(
      'Sure?Cancel',
    );
  });
});

describe('displays', () => {
  test('headings begin below the title of the screen', () => {
    expect(
      draw(Heading, component({ description: 'More' }, { label: 'Part' })).place.querySelector('h2')
        ?.textContent,
    ).toBe('Part');
    expect(draw(Heading, component({ level: 4 })).place.querySelector('h4')).not.toBeNull();
    expect(draw(Heading, component({ level: 1 })).place.querySelector('h1')).toBeNull();
  });

  // What the cleaner takes away is looked at in a browser: it does not run here.
  test('markdown is the text until its HTML is there, and without HTML', async () => {
    const { place } = draw(Markdown, component({ html: '<p>Hi <b>you</b></p>' }, { label: 'Hi **you**' }));
    expect(place.textContent).toBe('Hi **you**');
    await vi.waitFor(() => expect(place.querySelector('b')?.textContent).toBe('you'));
    expect(draw(Markdown, component({}, { label: '<b>raw</b>' })).place.querySelector('b')).toBeNull();
  });

  test('metadata shows every kind of value, also false and 0', () => {
    const data = [
      { label: 'Paid', value: 12000, type: 'money', currency: 'EUR' },
      { label: 'Open', value: false },
      { label: 'Count', value: 0 },
      { label: 'Empty', value: null },
      { label: 'Customer', value: 'Ada', route: 'customers/show', params: { id: 'a b' } },
      { label: 'Bad', value: 'click', url: 'javascript:alert(1)' },
      { label: 'Broken', error: 'boom' },
    ];
    const { place } = draw(Metadata, component({ data }, { label: 'Charge' }));
    expect([...place.querySelectorAll('dd')].map((dd) => dd.textContent)).toEqual([
      '120.00\u00a0EUR',
      'No',
      '0',
      '–',
      'Ada',
      'click',
      ' boom',
    ]);
    expect([...place.querySelectorAll('a')].map((a) => a.getAttribute('href'))).toEqual([
      '/customers/show?id=a+b',
    ]);
  });

  test('a value still to come keeps its place', () => {
    const { place } = draw(Metadata, component({ data: [{ label: 'Later' }] }));
    expect(place.querySelector('dd [aria-hidden=true]')).not.toBeNull();
  });

  test('links: inside, outside with host, script never', () => {
    const inside = draw(Link, component({ route: 'a/b' }, { label: 'Go' })).place.querySelector('a');
    expect(inside?.getAttribute('href')).toBe('/a/b');
    expect(inside?.target).toBe('');
    const outside = draw(
      Link,
      component({ url: 'https://example.com/x' }, { label: 'Docs' }),
    ).place.querySelector('a');
    expect(outside?.rel).toContain('noopener');
    expect(outside?.textContent).toBe('Docsexample.com');
    expect(
      draw(Link, component({ url: 'javascript:alert(1)' }, { label: 'X' })).place.querySelector('a'),
    ).toBeNull();
    expect(
      draw(Link, component({ route: 'a', disabled: true }, { label: 'X' })).place.querySelector('a'),
    ).toBeNull();
  });

  test('an object folds what is long', () => {
    const long = Array.from({ length: 6 }, (_, i) => i);
    const data = {
      name: 'Ada',
      active: false,
      none: null,
      when: new Date('2026-01-02T03:04:05Z'),
      tags: ['a'],
      long,
      empty: {},
    };
    const { place } = draw(Object, component({ data }));
    const folds = [...place.querySelectorAll('details')].map((each) => each.hasAttribute('open'));
    expect(folds).toEqual([true, false]);
    expect(place.textContent).toContain('active No');
    expect(place.textContent).toContain('none –');
    expect(place.textContent).toContain('6 entries');
    expect(
      place.querySelector('time')?.dateTime ?? place.querySelector('time')?.getAttribute('datetime'),
    ).toBe('2026-01-02T03:04:05.000Z');
  });

  test('code is text first, then coloured, and the same text', async () => {
    const code = 'select "a<b>" from t -- note';
    const { place } = draw(Code, component({ code, language: 'sql' }, { label: 'Query' }));
    expect(place.querySelector('code')?.textContent).toBe(code);
    await act(async () => void (await import('../../src/io/highlight')));
    expect(place.querySelector('code span')).not.toBeNull();
    expect(place.querySelector('code')?.textContent).toBe(code);
    expect(place.querySelector('section')?.getAttribute('aria-label')).toBe('Query');
  });

  test('changes: struck, underlined, theirs', () => {
    const rows = [
      { label: 'Amount', before: 12000, after: 9500, kind: 'money', currency: 'EUR' },
      { label: 'Note', after: 'new', theirs: 'other' },
    ];
    const { place } = draw(Changes, component({ rows }, { label: 'Changes' }));
    expect(place.querySelector('del')?.textContent).toBe('120.00\u00a0EUR');
    expect([...place.querySelectorAll('ins')].map((each) => each.textContent)).toEqual([
      '95.00\u00a0EUR',
      'new',
    ]);
    expect([...place.querySelectorAll('thead th')].map((th) => th.textContent)).toEqual([
      'Field',
      'Before',
      'Theirs',
      'Yours',
    ]);
    expect([...place.querySelectorAll('tbody tr:last-child td')].map((td) => td.textContent)).toEqual([
      '–',
      'other',
      'new',
    ]);
  });
});

test('changes of what is new have nothing before', () => {
  const rows = [{ label: 'Name', after: 'Ada' }, { label: 'Note' }];
  const { place } = draw(Changes, component({ rows }, { label: 'Changes' }));
  expect([...place.querySelectorAll('thead th')].map((th) => th.textContent)).toEqual(['Field', 'After']);
  expect(place.querySelectorAll('tbody td').length).toBe(2);
});

describe('the registry', () => {
  test('knows inputs, loads once, refuses what it does not know', async () => {
    expect(isInput('INPUT_TEXT')).toBe(true);
    expect(isInput('DISPLAY_TABLE')).toBe(false);
    expect(isKnown('IO_FUTURE')).toBe(false);
    expect(isKnown('constructor')).toBe(false);
    await expect(loadRenderer('IO_FUTURE')).rejects.toThrow('IO_FUTURE');
    expect(peekRenderer('DISPLAY_HEADING')).toBeUndefined();
    const renderer = await loadRenderer('DISPLAY_HEADING');
    expect(peekRenderer('DISPLAY_HEADING')).toBe(renderer);
  });

  test.each([
    'INPUT_TEXT',
    'INPUT_EMAIL',
    'INPUT_NUMBER',
    'INPUT_BOOLEAN',
    'INPUT_DATE',
    'SELECT_SINGLE',
    'SELECT_TABLE',
    'SEARCH',
    'CONFIRM',
    'DISPLAY_HEADING',
    'DISPLAY_MARKDOWN',
    'DISPLAY_METADATA',
    'DISPLAY_TABLE',
    'DISPLAY_LINK',
    'DISPLAY_OBJECT',
    'DISPLAY_CODE',
    'DISPLAY_CHANGES',
    'DISPLAY_CHART',
    'DISPLAY_HTML',
    'DISPLAY_IMAGE',
    'DISPLAY_VIDEO',
  ])('%s says itself whether it is an input', async (method) => {
    const renderer = await loadRenderer(method);
    expect(renderer.isInput ?? false).toBe(isInput(method));
    expect(renderer.default).toBeTypeOf('function');
  });
});
