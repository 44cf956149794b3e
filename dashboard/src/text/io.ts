// The words of components and tables. Whatever draws them loads this first; the
// screen that a person sees first needs none of them.

import './screens';
import enIO from './en.io.json';
import { addWords } from './t';

addWords(enIO);
