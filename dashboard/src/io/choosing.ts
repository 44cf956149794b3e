// The chunk of inputs that are seldom asked and need no control of React Aria.
export * as Approve from './Approve';
export * as ConfirmIdentity from './ConfirmIdentity';
export * as SelectMany from './SelectMany';
