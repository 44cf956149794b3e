// The chunk of pictures and films.
export * as Image from './Image';
export * as Video from './Video';
