import { beforeEach, expect, test } from 'vitest';
import { firstState, type TableProps } from '../../src/table/model';
import { keepSize, keptState } from '../../src/table/size';

const table = (...labels: string[]): TableProps => ({
  columns: labels.map((label) => ({ label, accessorKey: label })),
  defaultPageSize: 20,
});

beforeEach(() => localStorage.clear());

test('the size of a page is kept for a table of this name and these columns', () => {
  const orders = table('id', 'total');
  const first = firstState(orders);
  expect(keptState('Orders', orders)).toBeUndefined();
  keepSize('Orders', orders, first, { ...first, offset: 20 });
  expect(keptState('Orders', orders), 'paging is no wish for a size').toBeUndefined();
  keepSize('Orders', orders, first, { ...first, pageSize: 50 });
  expect(keptState('Orders', orders)).toEqual({ ...first, pageSize: 50 });
  expect(keptState('Returns', orders)).toBeUndefined();
  expect(keptState('Orders', table('id'))).toBeUndefined();
});

test.each(['0', '-5', '1e9', 'many', '20'])('%s is no size to begin with', (kept) => {
  const orders = table('id');
  keepSize('Orders', orders, firstState(orders), { ...firstState(orders), pageSize: 50 });
  localStorage.setItem(localStorage.key(0) ?? '', kept);
  expect(keptState('Orders', orders)).toBeUndefined();
});
