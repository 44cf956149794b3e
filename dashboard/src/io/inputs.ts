// The chunk of the usual inputs.
export * as Boolean from './Boolean';
export * as Date from './Date';
export * as DateTime from './DateTime';
export * as Email from './Email';
export * as Number from './Number';
export * as Search from './Search';
export * as Select from './Select';
export * as Text from './Text';
export * as Time from './Time';
