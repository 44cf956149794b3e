import { describe, expect, test } from 'vitest';
import { canonical, compareDecimal, parseDecimal, shift, unshift, wireNumber } from '../../src/io/decimal';
import { currencyDigits, formatMoney, fromMinor, toMinor } from '../../src/io/money';

const read = (text: string, decimals = 2, locale = 'en', unit?: string, reader = locale) => {
  const parsed = parseDecimal(text, { decimals, locale, unit, reader });
  return parsed.kind === 'value' ? parsed.text : parsed.kind === 'bad' ? `bad ${parsed.reason}` : 'empty';
};

describe('a typed number', () => {
  test.each([
    ['45', '45'],
    ['45.00', '45'],
    ['45.5', '45.5'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['007', '7'],
    ['-3.10', '-3.1'],
    ['−3.10', '-3.1'],
    ['-0', '0'],
    ['-0.00', '0'],
    ['+4', '4'],
    ['1,234.50', '1234.5'],
    ['1.234,50', '1234.5'],
    ['1 234,50', '1234.5'],
    ['1\u202f234,50', '1234.5'],
    ["1'234.50", '1234.5'],
    ['1,234', '1234'],
    ['12,34,567', '1234567'],
    ['1,234,567', '1234567'],
    ['1.234.567', '1234567'],
    ['12,50', '12.5'],
    ['0,500', 'bad decimals'],
    ['1.500', 'bad decimals'],
    ['1.5000', 'bad decimals'],
    ['1,500', '1500'],
    ['1,500.000', 'bad decimals'],
    ['€ 45', '45'],
    ['45 EUR', '45'],
    ['eur45', '45'],
    ['', 'empty'],
    ['  ', 'empty'],
    ['EUR', 'empty'],
    ['1.234', 'bad decimals'],
    ['1.005', 'bad decimals'],
    ['abc', 'bad number'],
    ['1e5', 'bad number'],
    ['1,2,3', 'bad number'],
    ['1,23.4', 'bad number'],
    ['1.2.3', 'bad number'],
    ['1,234.5.6', 'bad number'],
    ['--1', 'bad number'],
    ['.', 'bad number'],
    ['4 5 x', 'bad number'],
    ['Infinity', 'bad number'],
    ['9007199254740993.01', '9007199254740993.01'],
  ])('%j is %j in English', (typed, expected) => {
    expect(read(typed, 2, 'en', 'EUR')).toBe(expected);
  });

  test.each([
    ['1.234', '1234'],
    ['1,234', 'bad decimals'],
    ['12.50', '12.5'],
    ['1.234,50', '1234.5'],
  ])('%j is %j in German', (typed, expected) => {
    expect(read(typed, 2, 'de')).toBe(expected);
  });
});

describe('a number with more places than there may be', () => {
  const meant = (text: string, decimals = 2) => {
    const parsed = parseDecimal(text, { decimals, locale: 'en', reader: 'en' });
    if (parsed.kind !== 'bad' || parsed.reason !== 'decimals') return parsed;
    return [parsed.grouped, parsed.shortened];
  };

  test.each([
    ['1.500', 2, ['1500', '1.5']],
    ['-1.500', 2, ['-1500', '-1.5']],
    ['1.509', 2, ['1509', undefined]],
    ['1.5000', 2, [undefined, '1.5']],
    ['1.50999', 2, [undefined, undefined]],
    ['0.500', 2, [undefined, '0.5']],
    ['1,234.500', 2, [undefined, '1234.5']],
    ['1.500', 0, ['1500', undefined]],
    ['1.000', 0, ['1000', '1']],
    ['5.0', 0, [undefined, '5']],
  ] as const)('%j with %i places may mean %j', (typed, decimals, expected) => {
    expect(meant(typed, decimals)).toEqual(expected);
  });

  test('is a thousand to somebody whose own language groups so, unless the page reads it', () => {
    expect(read('1.500', 2, 'en', 'EUR', 'de')).toBe('1500');
    expect(read('1.500', 0, 'en', undefined, 'de')).toBe('1500');
    expect(read('1.50', 2, 'en', 'EUR', 'de')).toBe('1.5');
    expect(read('1.500', 3, 'en', 'KWD', 'de')).toBe('1.5');
    expect(read('1.500', 2, 'en', 'EUR', 'fr')).toBe('bad decimals');
  });
});

describe('minor units', () => {
  const currencies = ['EUR', 'JPY', 'KWD', 'CLF'];
  const amounts = [
    '0',
    '1',
    '-1',
    '9',
    '10',
    '99',
    '100',
    '-100',
    '12345',
    '999999999',
    '9007199254740991',
    '9007199254740993',
    '-92233720368547758',
  ];
  const cases = currencies.flatMap((currency) => amounts.map((amount) => [amount, currency] as const));

  test.each(cases)('%s %s survives being shown and typed', (amount, currency) => {
    const shown = formatMoney(amount, currency);
    const typed = read(shown, currencyDigits(currency), 'en', currency);
    expect(String(toMinor(typed, currency))).toBe(amount);
  });

  test('a number on the wire while it is exact, text beyond', () => {
    expect(toMinor('45.5', 'EUR')).toBe(4550);
    expect(toMinor('90071992547409.91', 'EUR')).toBe(9007199254740991);
    expect(toMinor('90071992547409.93', 'EUR')).toBe('9007199254740993');
    expect(toMinor('90071992547409.94', 'EUR')).toBe('9007199254740994');
  });

  test('fractions of minor units are no money', () => {
    expect(fromMinor(1.5, 'EUR')).toBeUndefined();
    expect(fromMinor('x', 'EUR')).toBeUndefined();
  });

  test('written with code and places of the currency', () => {
    expect(formatMoney(123450, 'EUR')).toBe('1,234.50\u00a0EUR');
    expect(formatMoney(-5, 'EUR')).toBe('-0.05\u00a0EUR');
    expect(formatMoney(500, 'JPY')).toBe('500\u00a0JPY');
    expect(formatMoney(1500, 'kwd')).toBe('1.500\u00a0KWD');
  });
});

describe('canonical text', () => {
  test('writes exponents out', () => {
    expect(canonical(1e21)).toBe('1000000000000000000000');
    expect(canonical(1.5e-7)).toBe('0.00000015');
    expect(canonical(-0)).toBe('0');
    expect(canonical(10n ** 20n)).toBe('100000000000000000000');
    expect(canonical(Number.NaN)).toBeUndefined();
    expect(canonical('1.')).toBeUndefined();
  });

  test('compares without floats', () => {
    expect(compareDecimal('0.1', '0.10')).toBe(0);
    expect(compareDecimal('-2', '-10')).toBe(1);
    expect(compareDecimal('9007199254740992.1', '9007199254740992.2')).toBe(-1);
  });

  test('moves the point', () => {
    expect(shift('-0.05', 2)).toBe('-5');
    expect(unshift('-5', 2)).toBe('-0.05');
    expect(unshift('5', 0)).toBe('5');
  });

  test('becomes a number only when nothing is lost', () => {
    expect(wireNumber('0.1')).toBe(0.1);
    expect(wireNumber('0.1234567890123456789')).toBe('0.1234567890123456789');
  });
});
