// The chunk of the inputs that few forms have.
export * as URL from './URL';
