// Every icon of the panel: one path each, on a 16 px grid.

const paths = {
  bell: 'M4 11.2V7a4 4 0 0 1 8 0v4.2l1.2 1.4H2.8zM6.8 14h2.4',
  home: 'M2.5 7.2 8 2.6l5.5 4.6v6.2h-4v-3.6h-3v3.6h-4z',
  history: 'M2.6 8a5.4 5.4 0 1 0 1.7-3.9M2.4 2.6v2.8h2.8M8 5v3.2l2.2 1.3',
  search: 'M7 11.5a4.5 4.5 0 1 1 0-9 4.5 4.5 0 0 1 0 9ZM10.4 10.4l3.4 3.4',
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  check: 'm3 8.4 3.2 3.2L13 4.8',
  close: 'm4 4 8 8m0-8-8 8',
  down: 'm4 6.2 4 4 4-4',
  right: 'm6.2 4 4 4-4 4',
  left: 'm9.8 4-4 4 4 4',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  play: 'M5 3.4v9.2L12.4 8z',
  page: 'M4 2.5h5.2L12 5.3v8.2H4zM9 2.6v3h3',
  table: 'M2.5 3.5h11v9h-11zM2.5 6.5h11M6.2 6.5v6',
  list: 'M5.5 4.5h8M5.5 8h8M5.5 11.5h8M2.6 4.5h.01M2.6 8h.01M2.6 11.5h.01',
  sun: 'M8 10.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6ZM8 1.6v1.4M8 13v1.4M1.6 8H3M13 8h1.4M3.5 3.5l1 1M11.5 11.5l1 1M3.5 12.5l1-1M11.5 4.5l1-1',
  moon: 'M13 9.6A5.4 5.4 0 0 1 6.4 3 5.4 5.4 0 1 0 13 9.6Z',
  system: 'M2.5 3.5h11v7.2h-11zM6 13.3h4',
  copy: 'M5.5 5.5h7.2v7.8H5.5zM3.4 10.6V2.8h7',
  link: 'M6.7 9.3a2.6 2.6 0 0 0 3.7 0l2-2a2.6 2.6 0 0 0-3.7-3.7l-.7.7M9.3 6.7a2.6 2.6 0 0 0-3.7 0l-2 2a2.6 2.6 0 0 0 3.7 3.7l.7-.7',
  download: 'M8 2.6v7.2M4.8 7 8 10.2 11.2 7M3 13h10',
  upload: 'M8 10V2.8M4.8 5.6 8 2.4l3.2 3.2M3 10v3h10v-3',
  external: 'M6.5 3.5h-3v9h9v-3M9 3h4v4M13 3 7.5 8.5',
  warning: 'M8 2.6 14 13H2zM8 6.6v3M8 11.3h.01',
  error: 'M8 13.6A5.6 5.6 0 1 1 8 2.4a5.6 5.6 0 0 1 0 11.2ZM8 5v3.6M8 10.8h.01',
  info: 'M8 13.6A5.6 5.6 0 1 1 8 2.4a5.6 5.6 0 0 1 0 11.2ZM8 7.4V11M8 5.2h.01',
  calendar: 'M2.8 3.8h10.4v9.4H2.8zM2.8 6.8h10.4M5.6 2.4v2.4M10.4 2.4v2.4',
  up: 'm4 9.8 4-4 4 4',
  sort: 'm5 6.2 3-3 3 3M5 9.8l3 3 3-3',
  filter: 'M2.5 4h11M4.5 8h7M6.5 12h3',
  refresh: 'M13.2 6.6A5.4 5.4 0 1 0 13.4 9M13.4 3.2v3.4H10',
  keyboard: 'M2 4.5h12v7.2H2zM4.6 7h.01M7 7h.01M9.4 7h.01M11.6 7h.01M5.4 9.4h5.2',
  signout: 'M6.5 3H3v10h3.5M7 8h6.4M11 5.4 13.6 8 11 10.6',
  person: 'M8 8a2.6 2.6 0 1 0 0-5.2A2.6 2.6 0 0 0 8 8ZM3 13.4c.5-2.3 2.5-3.6 5-3.6s4.5 1.3 5 3.6',
  run: 'm8 2.6 6 3-6 3-6-3zM2 8.4l6 3 6-3M2 11l6 3 6-3',
  bar: 'M2.5 3.2h11v9.6h-11zM6 3.2v9.6',
  eye: 'M1.6 8S4 3.8 8 3.8 14.4 8 14.4 8 12 12.2 8 12.2 1.6 8 1.6 8ZM8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z',
  plus: 'M8 3v10M3 8h10',
  stop: 'M4.4 4.4h7.2v7.2H4.4z',
} as const;

/** The name of an icon. */
export type IconName = keyof typeof paths;

/** A decorative icon; what it stands near says the words. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={name === 'more' ? 2.2 : 1.4}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={paths[name]} />
    </svg>
  );
}
