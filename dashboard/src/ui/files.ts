import { createContext } from 'react';
import type { Download } from '../wire/protocol.gen';

/** Which file somebody wants: of a component, in a format, as far as a state selects. */
export interface FileRequest {
  groupKey: string;
  index: number;
  format?: string;
  state?: unknown;
}

/** Asks for a file that a component of the screen offers; absent where nobody can be asked. */
export const Files = createContext<((request: FileRequest) => Promise<Download>) | undefined>(undefined);
