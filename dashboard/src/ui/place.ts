import { createContext } from 'react';
import type { ChangeViewRequest, SaveViewRequest, View } from '../wire/protocol.gen';

/** Keeps the named states of the lists on a page; rejects with a sentence for people. */
export interface ViewStore {
  list(): Promise<View[]>;
  save(view: Omit<SaveViewRequest, 'slug'>): Promise<View>;
  change(view: ChangeViewRequest): Promise<View>;
  remove(id: string): Promise<void>;
}

/** What of a page's address is a component's. */
export interface Place {
  /** Stands before its keys; '' for the only one. */
  prefix: string;
  views: ViewStore;
}

/** The place of a component on the page; absent where states are not in the address. */
export const Places = createContext<((index: number) => Place | undefined) | undefined>(undefined);
