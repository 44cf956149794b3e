// The chunk of tables and grids.
export * as Grid from './Grid';
export * as SelectTable from './SelectTable';
export * as Table from './Table';
