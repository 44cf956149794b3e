// The chunk of the table.
export * as SelectTable from './SelectTable';
export * as Table from './Table';
