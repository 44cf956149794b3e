import { describe, expect, test } from 'vitest';
import { firstState } from '../../src/table/model';
import type { TableProps } from '../../src/table/model';
import {
  addressed,
  hiding,
  isSame,
  naming,
  statePart,
  viewState,
  withView,
} from '../../src/table/viewAddress';

const table: TableProps = { columns: [{ label: 'To', accessorKey: 'to' }] };
const id = { id: 'v1' };

describe('the view of a list', () => {
  test('is its state without the page of rows, and the columns that are hidden', () => {
    const state = { ...firstState(table), queryTerm: 'a&b', sortColumn: 'to', offset: 40, after: 'x' };
    expect(viewState(state, table, new Set())).toBe('q=a%26b&sort=to');
    expect(viewState(state, table, new Set(['a,b', 'c']))).toBe('q=a%26b&sort=to&hide=a%5C%2Cb%2Cc');
    expect(viewState(firstState(table), table, new Set())).toBe('');
  });

  test('is the same in any order', () => {
    expect(isSame('q=1&f.a.eq=2', 'f.a.eq=2&q=1')).toBe(true);
    expect(isSame('q=1', 'q=1&hide=a')).toBe(false);
  });

  test('takes the place of the state in the address, and leaves all else', () => {
    const search = '?id=7&tab=Orders&q=old&f.a.eq=1&after=x&view=v0&hide=a';
    expect(withView(search, '', { ...id, state: 'q=new&hide=b' })).toBe(
      'id=7&tab=Orders&q=new&hide=b&view=v1',
    );
    expect(withView(search, '')).toBe('id=7&tab=Orders');
  });

  test('is one list’s among several', () => {
    const search = '1.q=one&2.q=two&2.view=v0&q=none';
    expect(withView(search, '2.', { ...id, state: 'sort=to' })).toBe('1.q=one&q=none&2.sort=to&2.view=v1');
    expect(addressed(search, '2.')).toEqual({ view: 'v0', hidden: [] });
    expect(addressed(search, '1.')).toEqual({ view: '', hidden: undefined });
    expect(statePart('2.view=v0&2.q=two&2.f.a.eq=1&1.q=x', '2.')).toBe('2.f.a.eq=1&2.q=two');
  });

  test('writes nothing into the address but the state of a list', () => {
    const state = 'id=8&tab=x&view=v9&q=1&start=now&1.q=2';
    expect(withView('id=7', '', { ...id, state })).toBe('id=7&q=1&view=v1');
  });

  test('hides columns by the address while it is open, else by habit', () => {
    expect(addressed('view=v1', '').hidden).toEqual([]);
    expect(addressed('hide=a%5C%2Cb%2Cc', '').hidden).toEqual(['a,b', 'c']);
    expect(addressed('q=1', '').hidden).toBeUndefined();
    expect(hiding('view=v1', '', ['a'])).toBe('view=v1&hide=a');
    expect(hiding('view=v1&hide=a', '', [])).toBe('view=v1');
    expect(hiding('hide=a', '', [])).toBe('hide=');
  });

  test('is named without moving, and loses its name likewise', () => {
    expect(naming('q=1&after=x', '', { ...id, state: 'q=1&hide=a' })).toBe('q=1&after=x&view=v1&hide=a');
    expect(naming('q=1&after=x&view=v1&hide=a', '')).toBe('q=1&after=x&hide=a');
  });
});
