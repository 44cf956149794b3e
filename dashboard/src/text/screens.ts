// The words of runs, pages and the history. Whatever draws them loads this first;
// the screen that a person sees first needs none of them.

import enScreens from './en.screens.json';
import { addWords } from './t';

addWords(enScreens);
