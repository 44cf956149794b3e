export { KeyboardHelp } from './KeyboardHelp';
export { Palette } from './Palette';
