import type { Sign } from '../../steps/chapter.ts';

/** Lines of our own, in a square of 24 units, one path a sign: nobody's logo. */
export const signs: Readonly<Record<Sign, string>> = {
  visitor: 'M3 5h18v13H3zM3 9h18M6 7h.01M8.5 7h.01M12 12v3M10 15h4',
  names: 'M12 3v18M12 5h7l2 2.5-2 2.5h-7M12 12H5l-2 2.5 2 2.5h7',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3M12 14.5v2.5',
  split: 'M3 12h6M9 12l7-6M9 12h7M9 12l7 6M16 6h4M16 12h4M16 18h4',
  server: 'M4 4h16v7H4zM4 13h16v7H4zM7.5 7.5h.01M7.5 16.5h.01M12 7.5h5M12 16.5h5',
  data: 'M5 6c0-1.7 3.1-3 7-3s7 1.3 7 3-3.1 3-7 3-7-1.3-7-3zM5 6v12c0 1.7 3.1 3 7 3s7-1.3 7-3V6M5 12c0 1.7 3.1 3 7 3s7-1.3 7-3',
  box: 'M4 8l8-4 8 4v8l-8 4-8-4zM4 8l8 4 8-4M12 12v8',
  ship: 'M12 3v12M7.5 7.5L12 3l4.5 4.5M4 15v5h16v-5',
  lines: 'M5 4h14v16H5zM8 8h8M8 12h8M8 16h5',
  shell: 'M3 5h18v14H3zM7 10l3 2.5L7 15M12 15h5',
  build: 'M12 3l2 3 3.5-.5.5 3.5 3 2-3 2-.5 3.5L14 16l-2 3-2-3-3.5.5L6 13l-3-2 3-2 .5-3.5L10 6zM12 9v4M10 11h4',
};
