import { createContext, useContext } from 'react';

/** The h1 of the screen, so that a part of it need not say the same again. */
export const ScreenTitle = createContext('');

/** Whether a heading would repeat the screen's title. */
export function useRepeatsTitle(heading: string): boolean {
  return useContext(ScreenTitle) === heading;
}
