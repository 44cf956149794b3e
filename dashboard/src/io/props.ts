// Properties of the inputs as hosts send them, additions included. Everything is
// optional: an original Interval host leaves much of it out.

import type { Item } from './Metadata';

/** What every input may carry. */
export interface InputProps {
  helpText?: string;
  helpHtml?: string;
  placeholder?: string;
  disabled?: boolean;
  disabledReason?: string;
}

export interface TextProps extends InputProps {
  defaultValue?: string | null;
  multiline?: boolean;
  lines?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  /** What the pattern asks for, in words. */
  patternMessage?: string;
  /** Masked, and kept nowhere. */
  secret?: boolean;
}

export interface NumberProps extends InputProps {
  defaultValue?: number | string | bigint | null;
  min?: number | string;
  max?: number | string;
  decimals?: number;
  prepend?: string;
  currency?: string;
  /** Shown after the number, where no currency is. */
  append?: string;
  /** Written without separators, as an id is. */
  plain?: boolean;
  /** "minor": values are whole minor units of the currency. */
  unit?: string;
}

export interface BooleanProps extends InputProps {
  defaultValue?: boolean | null;
}

export interface DateProps extends InputProps {
  defaultValue?: unknown;
  min?: unknown;
  max?: unknown;
}

/** How people read something that is offered. imageUrl is an older name. */
export interface Face {
  label: unknown;
  description?: string | null;
  image?: { url?: string; alt?: string } | null;
  imageUrl?: string | null;
  group?: string | null;
}

export interface Option extends Face {
  value: unknown;
}

export interface SelectProps extends InputProps {
  options?: (Option | string | number | boolean)[];
  defaultValue?: unknown;
  searchable?: boolean;
}

export interface SelectManyProps extends InputProps {
  options?: (Option | string | number | boolean)[];
  defaultValue?: unknown;
  minSelections?: number;
  maxSelections?: number;
  searchable?: boolean;
}

export interface SearchResult extends Face {
  value: string;
}

export interface SearchProps extends InputProps {
  results?: SearchResult[];
  /** Earlier results that were chosen, so that they have names. */
  chosen?: SearchResult[];
  /** There is another page of results. */
  more?: boolean;
  /** There are more results than can be listed. */
  narrow?: boolean;
  defaultValue?: string | null;
  minSelections?: number;
  maxSelections?: number;
}

export interface Change {
  label: string;
  before?: unknown;
  after?: unknown;
  theirs?: unknown;
  kind?: string;
  currency?: string;
  format?: string;
}

export interface ConfirmProps {
  helpText?: string;
  helpHtml?: string;
  danger?: boolean;
  confirmLabel?: string;
  cancelLabel?: string;
  changes?: Change[];
  /** A word that is to be typed before yes counts. */
  typeToConfirm?: string;
}

export interface ApproveProps {
  helpText?: string;
  helpHtml?: string;
  teams?: string[];
  roles?: string[];
  details?: Item[];
  changes?: Change[];
}

export interface ConfirmIdentityProps {
  helpText?: string;
  helpHtml?: string;
  gracePeriodMs?: number;
}
