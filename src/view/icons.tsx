/** Marks that the fonts' files lack, drawn with the ink of the text around them. */
const shapes = {
  play: 'M2 1l10 6-10 6z',
  pause: 'M2 1h4v12H2zM8 1h4v12H8z',
  step: 'M2 1l7 6-7 6zM10 1h2v12h-2z',
  stepBack: 'M12 1L5 7l7 6zM2 1h2v12H2z',
  next: 'M1 2l5 5-5 5zM10 3l3.2 4L10 11 6.8 7z',
  previous: 'M13 2L8 7l5 5zM4 3L.8 7 4 11l3.2-4z',
  loop: 'M4 3h6a3 3 0 0 1 3 3v2a3 3 0 0 1-3 3H6v2L2.5 10.2 6 7.5V9.5h4a1.5 1.5 0 0 0 1.5-1.5V6A1.5 1.5 0 0 0 10 4.5H4A1.5 1.5 0 0 0 2.5 6v1H1V6a3 3 0 0 1 3-3z',
  restart: 'M2 1h2v12H2zM12 1L5 7l7 6z',
  end: 'M1 1l5.5 6L1 13zM6.5 1L12 7l-5.5 6zM12 1h1.5v12H12z',
  die: 'M1.5 1.5h11v11h-11zM4 4h2v2H4zM8 4h2v2H8zM4 8h2v2H4zM8 8h2v2H8z',
  save: 'M6 1h2v6h3L7 11 3 7h3zM1.5 10H3v2h8v-2h1.5v3.5h-11z',
  view: 'M7 1a6 6 0 1 1 0 12A6 6 0 0 1 7 1zM7 2.5v9a4.5 4.5 0 0 0 0-9z',
  close: 'M2 3l1-1 4 4 4-4 1 1-4 4 4 4-1 1-4-4-4 4-1-1 4-4z',
  undo: 'M6 0v3.4h2.2a4.6 4.6 0 0 1 0 9.2H3v-1.8h5.2a2.8 2.8 0 0 0 0-5.6H6v3.4L1 4.3z',
  redo: 'M8 0v3.4H5.8a4.6 4.6 0 0 0 0 9.2H11v-1.8H5.8a2.8 2.8 0 0 1 0-5.6H8v3.4L13 4.3z',
} as const;

export function Icon({ name, size = 14 }: { name: keyof typeof shapes; size?: number }) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 14 14" aria-hidden="true">
      <path d={shapes[name]} fill="currentColor" fillRule="evenodd" />
    </svg>
  );
}
