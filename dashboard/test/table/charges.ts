import type { IOComponent } from '../../src/io/types';
import type { TableProps } from '../../src/table/model';
import { component } from '../io/screen';

export const columns = [
  { label: 'Name', accessorKey: 'name', filter: { kind: 'text' as const } },
  { label: 'Amount', accessorKey: 'amount', type: 'money' as const, currency: 'EUR', sortable: false },
  { label: 'Status', accessorKey: 'status', type: 'enum' as const, colors: { paid: 'green' } },
];
export const row = (i: number) => ({
  key: `k${i}`,
  data: { name: `Row ${i}`, amount: i * 100, status: 'paid' },
});
export const rows = (count: number) => Array.from({ length: count }, (_, i) => row(i));
const remote = { isStateful: true, label: 'Charges' };
export const table = (props: TableProps, more: Partial<IOComponent> = remote) =>
  component(props as Record<string, unknown>, more);
