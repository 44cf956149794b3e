// The chunk of the inputs that few forms have.
export * as Forms from './Forms';
export * as JSON from './JSON';
export * as List from './List';
export * as Slider from './Slider';
export * as URL from './URL';
