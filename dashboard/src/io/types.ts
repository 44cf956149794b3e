// The contract between the screens and the renderers of components. A screen
// (a run's step, a page) owns values, drafts, states and errors; a renderer owns
// how one component looks and what its field's value is.
//
// Every component has one file in this folder that exports a `Renderer`;
// registry.ts maps method names to lazily loaded ones. Renderers know nothing of
// runs or pages beyond these props.
//
// Links: a plain <a href={hrefOf({route, url, params})}> from wire/address.ts; one
// listener turns plain clicks on them into a change of screen (and starts actions).
// `openSlug(slug, params)` does the same from code, for example for a row.
// Addresses that lead out (isExternal) get target="_blank" rel="noreferrer noopener".
// Words of renderers live in text/en.io.json under "io." and "table.".

import type { ComponentType } from 'react';
import type { Translate } from '../text/t';
import type { Place } from '../ui/place';
import type { Method, ShowIf, UploadSlot } from '../wire/protocol.gen';

/** A component of an IO call, with its properties already decoded. */
export interface IOComponent<P = Record<string, unknown>> {
  methodName: Method | string;
  label: string;
  isStateful: boolean;
  isOptional: boolean;
  isMultiple: boolean;
  /** Where isMultiple: the default of several. */
  multipleProps?: { defaultValue?: unknown };
  /** When it is shown, by the answer to another one. */
  showIf?: ShowIf | undefined;
  /** The place of the heading, or of the yes or no, of the section it belongs to. */
  section?: number | undefined;
  /** Decoded with superjson's rules: dates are Date, big integers bigint. */
  props: P;
}

/** Where the files of one question are sent. */
export interface UploadPlace {
  /** Asks for a place for one file; rejects with a sentence for people. */
  ask(file: { name: string; type: string; size: number; lastModified: number }): Promise<UploadSlot>;
  /** Takes back a file that has arrived. */
  drop(upload: string): Promise<void>;
}

/** What every renderer is given. */
export interface RendererProps<P = any, V = any, S = any> {
  /** New identity only when a render brought something new for this component. */
  component: IOComponent<P>;
  /** Stays for the whole prompt; changes with the next question. */
  groupKey: string;
  /** New with every render of the prompt. */
  callId: string;
  /** Unique in the document: the id of the control; `${id}-help`, `${id}-error` describe it. */
  id: string;
  /**
   * The field's value: whatever the renderer finds handy, as long as it is plain
   * JSON (drafts are kept in sessionStorage) – a number field keeps the typed text.
   * undefined = untouched or cleared.
   */
  value: V | undefined;
  /** Stable for the life of the step. Pass undefined to clear. */
  setValue(value: V | undefined): void;
  /** Stateful components: the state last sent for it in this tab, plain JSON. */
  state: S | undefined;
  /** Sends a new state; the host answers with new props. The renderer debounces. Stable. */
  setState(state: S): void;
  /** True from setState until the host has rendered again. Keep old rows, dim after 150 ms. */
  stale: boolean;
  /** What is wrong with the value, from the host or from `validate`. */
  error: string | undefined;
  /** Called when the field loses focus, so that the screen may check it. Stable. */
  onBlur(): void;
  /** While an answer is on its way, or the service disabled the field. */
  disabled: boolean;
  /**
   * Fetches the file that the component offers and has the browser save it: of a
   * table its export in a format, as far as the state selects. Rejects with a
   * sentence for people. Stable; absent where nobody can be asked.
   */
  save?(format?: string, state?: unknown): Promise<void>;
  /** Where files are sent that the component asks for. Stable; absent where none can be. */
  uploads?: UploadPlace;
  /** On a page: where the component's state stands in the address. Stable; absent elsewhere. */
  place?: Place;
  /** On a page: has what could not be loaded loaded again. Stable; absent elsewhere. */
  retry?(): void;
  /** A finished step unfolded, or somebody else's run: show, do not edit. */
  readOnly: boolean;
  t: Translate;
}

/**
 * What a component's file exports: `default`, and whichever of the others its
 * values need. All functions are pure.
 */
export interface Renderer<P = any, V = any, S = any> {
  default: ComponentType<RendererProps<P, V, S>>;
  /** True for inputs. Displays (the default) take no part in answers. */
  isInput?: boolean;
  /** A component that is a whole step by itself and draws its own buttons (CONFIRM). `default` then draws it read-only. */
  exclusive?: ComponentType<ExclusiveProps<P>>;
  /** The value before anybody touched the field; usually from props.defaultValue. */
  initial?(component: IOComponent<P>): V | undefined;
  /** Whether the field counts as not answered. Default: undefined, null, '' or []. */
  isEmpty?(value: V | undefined, component: IOComponent<P>): boolean;
  /** What to say when an answer is needed and there is none. Default: that the field is required. */
  missing?(component: IOComponent<P>, t: Translate): string | undefined;
  /** A sentence when the value cannot be sent; "required" is checked by the screen. */
  validate?(component: IOComponent<P>, value: V, t: Translate): string | undefined;
  /** Field value → wire value. Default: as it is. May return Date or bigint. Empty ones are sent as null. */
  encode?(value: V, component: IOComponent<P>): unknown;
  /** Wire value (decoded) → field value, to show an answered field again. Default: as it is. */
  decode?(answer: unknown, component: IOComponent<P>): V | undefined;
  /** Wire value (decoded) → short text for a finished step, "" for nothing answered. */
  summarize?(component: IOComponent<P>, answer: unknown, t: Translate): string;
  /** The state of a stateful component as address query values, without a prefix. Pages keep them in the address. */
  toQuery?(state: S, component: IOComponent<P>): Record<string, string>;
  /** The inverse: undefined when the address says nothing. Never throws on odd input. */
  fromQuery?(query: URLSearchParams, component: IOComponent<P>): S | undefined;
  /** The state of a stateful component before anybody touched it, for addresses that say nothing any more. */
  firstState?(component: IOComponent<P>): S;
}

/** What a component that is a whole step by itself (CONFIRM) is given: it draws its own buttons. */
export interface ExclusiveProps<P = any> {
  component: IOComponent<P>;
  id: string;
  /** Sends the answer at once. */
  answer(value: unknown): void;
  /**
   * Answers yes with a secret that proves who sits here, or without one if an
   * earlier proof still counts. Resolves to what is wrong; '' when there was no
   * proof. Nobody keeps the secret.
   */
  prove(secret: string): Promise<string | undefined>;
  sending: boolean;
  /** What the buttons say while the line is down. */
  offline: boolean;
  error: string | undefined;
  t: Translate;
}
