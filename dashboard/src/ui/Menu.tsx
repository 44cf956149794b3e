import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { Button, type ButtonTheme } from './Button';
import type { IconName } from './Icon';
import styles from './Menu.module.css';

/** One entry of a menu. */
export interface MenuEntry {
  key: string;
  label: ReactNode;
  /** Heads it and those of the same after it. */
  group?: string;
  danger?: boolean;
  disabled?: boolean;
  /** The present choice among several; with `many`, one of any number. */
  checked?: boolean;
  /** Any number of entries may be checked: the menu stays open. */
  many?: boolean;
  /** An address: the entry is a link. */
  href?: string;
  /** The address is opened over the screen. */
  over?: boolean;
  onSelect?: (event: {
    preventDefault(): void;
    metaKey?: boolean;
    ctrlKey?: boolean;
    shiftKey?: boolean;
    button?: number;
  }) => void;
}

interface Props {
  /** What the button is called. */
  label: ReactNode;
  icon?: IconName;
  iconOnly?: boolean;
  theme?: ButtonTheme;
  small?: boolean;
  entries: MenuEntry[];
  header?: ReactNode;
  align?: 'start' | 'end';
}

/** A button with a menu. Arrow keys move, letters jump, Escape closes and returns the focus. */
export function Menu({
  label,
  icon,
  iconOnly,
  theme = 'secondary',
  small,
  entries,
  header,
  align = 'end',
}: Props) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const root = useRef<HTMLDivElement>(null);
  const trigger = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!open) return;
    const end = place(menu.current, trigger.current, align, () => setOpen(false));
    items(root.current)[0]?.focus({ preventScroll: true });
    const outside = (event: PointerEvent) => {
      if (!root.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener('pointerdown', outside);
    return () => {
      end();
      document.removeEventListener('pointerdown', outside);
    };
  }, [open, align]);

  const close = () => {
    setOpen(false);
    trigger.current?.focus();
  };

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- only to see the focus leave
    <div
      className={styles.root}
      ref={root}
      onBlur={(event) => {
        if (open && event.relatedTarget && !event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <Button
        ref={trigger}
        theme={theme}
        icon={icon}
        iconOnly={iconOnly}
        small={small}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown' && !open) {
            event.preventDefault();
            setOpen(true);
          }
        }}
      >
        {label}
      </Button>
      {open ? (
        <div ref={menu} popover="manual" className={styles.menu}>
          {header ? <div className={styles.header}>{header}</div> : null}
          {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- its entries have the focus */}
          <div id={id} role="menu" onKeyDown={(event) => moveInMenu(event, root.current, close)}>
            {groupsOf(entries).map((group) => {
              const inside = group.map((entry) => <Item key={entry.key} entry={entry} close={close} />);
              const name = group[0]?.group;
              return name ? (
                <div key={name} role="group" aria-label={name} className={styles.group}>
                  <div aria-hidden="true">{name}</div>
                  {inside}
                </div>
              ) : (
                inside
              );
            })}
          </div>
        </div>
      ) : null}
    </div>
  );
}

/**
 * Shows the menu above everything, below its button or above it where there is
 * more room: inside a box that scrolls it would be cut off. Scrolling closes it.
 */
function place(
  menu: HTMLElement | null,
  trigger: HTMLElement | null,
  align: 'start' | 'end',
  close: () => void,
): () => void {
  if (!menu || !trigger) return () => {};
  menu.showPopover?.();
  const button = trigger.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const atRight = (align === 'end') === (getComputedStyle(trigger).direction !== 'rtl');
  const left = atRight ? button.right - width : button.left;
  const below = button.bottom + 4;
  const above = button.top - 4 - height;
  menu.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
  menu.style.top = `${below + height > innerHeight - 8 && above > 8 ? above : below}px`;
  const scrolled = (event: Event) => {
    if (!menu.contains(event.target as Node)) close();
  };
  document.addEventListener('scroll', scrolled, true);
  return () => document.removeEventListener('scroll', scrolled, true);
}

function groupsOf(entries: MenuEntry[]): MenuEntry[][] {
  const groups: MenuEntry[][] = [];
  entries.forEach((entry, at) => {
    if (at > 0 && entries[at - 1]?.group === entry.group) groups.at(-1)?.push(entry);
    else groups.push([entry]);
  });
  return groups;
}

function Item({ entry, close }: { entry: MenuEntry; close: () => void }) {
  const className = entry.danger ? `${styles.item} ${styles.danger}` : styles.item;
  const common = {
    className,
    role: roleOf(entry),
    'aria-checked': entry.checked,
    'aria-disabled': entry.disabled || undefined,
    tabIndex: -1,
  };
  const tick = entry.checked ? (
    <span className={styles.tick} aria-hidden="true">
      ✓
    </span>
  ) : null;
  if (entry.href !== undefined && !entry.disabled) {
    return (
      <a
        {...common}
        href={entry.href}
        data-over={entry.over || undefined}
        onClick={(event) => {
          close();
          entry.onSelect?.(event);
        }}
      >
        {entry.label}
        {tick}
      </a>
    );
  }
  return (
    <button
      {...common}
      type="button"
      onClick={(event) => {
        if (entry.disabled) return;
        if (!entry.many) close();
        entry.onSelect?.(event);
      }}
    >
      {entry.label}
      {tick}
    </button>
  );
}

function roleOf({ checked, many }: MenuEntry) {
  if (checked === undefined) return 'menuitem' as const;
  return many ? ('menuitemcheckbox' as const) : ('menuitemradio' as const);
}

function items(root: HTMLElement | null): HTMLElement[] {
  return root ? [...root.querySelectorAll<HTMLElement>('[role^=menuitem]')] : [];
}

function moveInMenu(event: KeyboardEvent, root: HTMLElement | null, close: () => void) {
  const all = items(root);
  const at = all.indexOf(document.activeElement as HTMLElement);
  const focus = (index: number) => {
    event.preventDefault();
    all[(index + all.length) % all.length]?.focus();
  };
  if (event.key === 'ArrowDown') focus(at + 1);
  else if (event.key === 'ArrowUp') focus(at - 1);
  else if (event.key === 'Home') focus(0);
  else if (event.key === 'End') focus(all.length - 1);
  else if (event.key === 'Escape') {
    event.preventDefault();
    event.stopPropagation();
    close();
  } else if (event.key.length === 1 && event.key !== ' ') {
    const next = [...all.slice(at + 1), ...all.slice(0, at + 1)].find((item) =>
      item.textContent?.toLowerCase().startsWith(event.key.toLowerCase()),
    );
    next?.focus();
  }
}
