// The chunk of the light displays; CONFIRM needs no control and is here too.
export * as Changes from './Changes';
export * as Code from './Code';
export * as Confirm from './Confirm';
export * as HTML from './HTML';
export * as Heading from './Heading';
export * as Link from './Link';
export * as Markdown from './Markdown';
export * as Metadata from './Metadata';
export * as Object from './Object';
