import { readFileSync } from 'node:fs';
import superjson from 'superjson';
import { describe, expect, test } from 'vitest';
import { decode, encode, encodeValues, isRecord } from '../src/wire/values';
import type { IOCall } from '../src/wire/protocol.gen';

interface Golden {
  name: string;
  call: IOCall;
}

const golden = JSON.parse(readFileSync('../protocol/testdata/io_calls.json', 'utf8')) as Golden[];

describe('values', () => {
  const plain: [string, unknown][] = [
    ['text', 'a'],
    ['text that looks like a time', '12:34:56'],
    ['zero', 0],
    ['false', false],
    ['null', null],
    ['list', [1, 'b', null, [true]]],
    ['object', { a: { b: [1] }, 'with.dot': 'x' }],
  ];
  test.each(plain)('%s crosses as it is', (_name, value) => {
    expect(encode(value)).toEqual({ json: value });
    expect(decode(value, undefined)).toEqual(value);
    expect(decode(value, null)).toEqual(value);
    expect(decode(value, {})).toEqual(value);
  });

  const noted: [string, unknown][] = [
    ['date', new Date('2026-11-23T10:00:00.000Z')],
    ['big integer', 9007199254740993n],
    ['infinity', Infinity],
    ['minus zero', -0],
    ['date in an object', { a: [{ at: new Date(0) }] }],
    ['key with a dot', { 'created.at': new Date(0), 'a.b': { 'c.d': 5n } }],
    ['undefined in a list', [undefined, 1]],
    ['key with a backslash and a dot', { 'x.y': [new Date(1)] }],
  ];
  test.each(noted)('%s survives there and back', (_name, value) => {
    const { json, meta } = encode(value);
    expect(JSON.parse(JSON.stringify(json))).toEqual(json);
    expect(decode(json, meta)).toEqual(value);
  });

  test.each(noted.filter(([name]) => !name.includes('dot')))(
    '%s is written as superjson writes it',
    (_name, value) => {
      const theirs = superjson.serialize(value);
      const ours = encode(value);
      expect(ours.json).toEqual(theirs.json);
      expect(ours.meta?.values).toEqual(theirs.meta?.values);
    },
  );

  test('an answer has its notes under the name of the wire', () => {
    expect(encodeValues(['a', null, { year: 2026 }])).toEqual({ values: ['a', null, { year: 2026 }] });
    expect(encodeValues([1n])).toEqual({ values: ['1'], valuesMeta: { values: { '0': ['bigint'] } } });
  });

  test('keys without a value are left out', () => {
    expect(encode({ a: undefined, b: 1 })).toEqual({ json: { b: 1 } });
  });

  test.each([
    [{ values: { a: ['no such type'] } }],
    [{ values: 'nonsense' }],
    [{ values: { 'not.there': ['Date'] } }],
    ['nonsense'],
    [[1]],
  ])('a note that cannot be read (%j) never throws', (meta) => {
    expect(decode({ a: 'x' }, meta)).toMatchObject({ a: 'x' });
  });

  test('the types of the golden messages come out', () => {
    const found: string[] = [];
    const walk = (value: unknown) => {
      if (value instanceof Date) found.push('date');
      else if (typeof value === 'bigint') found.push('bigint');
      else if (value && typeof value === 'object') Object.values(value).forEach(walk);
    };
    for (const { call } of golden) for (const part of call.toRender) walk(decode(part.props, part.propsMeta));
    expect(found.filter((kind) => kind === 'date').length).toBeGreaterThanOrEqual(4);
    expect(found).toContain('bigint');
  });

  test.each(golden)('our encoding of "$name" says the same as the service\'s', ({ call }) => {
    for (const part of call.toRender) {
      const value = decode(part.props, part.propsMeta);
      const again = encode(value);
      expect(again.json).toEqual(present(part.props, value));
      expect(decode(again.json, again.meta)).toEqual(value);
    }
  });
});

/** What is left of a JSON value when the fields are left out that stand for nothing. */
function present(json: unknown, value: unknown): unknown {
  if (Array.isArray(json)) return json.map((item, index) => present(item, (value as unknown[])[index]));
  if (!isRecord(json) || !isRecord(value)) return json;
  const kept = Object.entries(json).filter(([key]) => value[key] !== undefined);
  return Object.fromEntries(kept.map(([key, item]) => [key, present(item, value[key])]));
}
