// Properties of the inputs as hosts send them, additions included. Everything is
// optional: an original Interval host leaves much of it out.

/** What every input may carry. */
export interface InputProps {
  helpText?: string;
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

export interface Option {
  label: unknown;
  value: unknown;
  description?: string | null;
}

export interface SelectProps extends InputProps {
  options?: (Option | string | number | boolean)[];
  defaultValue?: unknown;
  searchable?: boolean;
}

export interface SearchResult {
  value: string;
  label: unknown;
  description?: string | null;
}

export interface SearchProps extends InputProps {
  results?: SearchResult[];
  defaultValue?: string | null;
}

export interface Change {
  label: string;
  before?: unknown;
  after?: unknown;
  theirs?: unknown;
  kind?: string;
  currency?: string;
}

export interface ConfirmProps {
  helpText?: string;
  danger?: boolean;
  confirmLabel?: string;
  cancelLabel?: string;
  changes?: Change[];
}
