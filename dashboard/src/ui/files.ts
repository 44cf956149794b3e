import { createContext } from 'react';
import type { DropUploadRequest, Download, RunUploadRequest, UploadSlot } from '../wire/protocol.gen';

/** Which file somebody wants: of a component, in a format, as far as a state selects. */
export interface FileRequest {
  groupKey: string;
  index: number;
  format?: string;
  state?: unknown;
}

/** Asks for a file that a component of the screen offers; absent where nobody can be asked. */
export const Files = createContext<((request: FileRequest) => Promise<Download>) | undefined>(undefined);

/** Where files can be sent to; absent where they cannot. */
export interface Uploading {
  ask(request: Omit<RunUploadRequest, 'runId'>): Promise<UploadSlot>;
  drop(request: Omit<DropUploadRequest, 'runId'>): Promise<void>;
}

/** Takes files for the questions of the screen. */
export const Uploads = createContext<Uploading | undefined>(undefined);
