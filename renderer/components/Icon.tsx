import styles from './Icon.module.css'

const paths = {
  home: 'M3 9l7-6 7 6v8h-5v-5H8v5H3z',
  devices:
    'M6.5 5h7a4 4 0 014 4v2a4 4 0 01-4 4h-7a4 4 0 01-4-4V9a4 4 0 014-4zM6 8.5v3M4.6 10h2.9M13.2 9.2h.1M15 10.8h.1',
  games: 'M5.5 3.5h9a2 2 0 012 2v9a2 2 0 01-2 2h-9a2 2 0 01-2-2v-9a2 2 0 012-2zM7 3.5v6l2-1.5 2 1.5v-6',
  copy: 'M7.5 7.5h8v9h-8zM12.5 7.5v-4h-8v9h3',
  check: 'M4 10.5l4 4 8-9',
  phone: 'M6 2.5h8v15H6zM9 15h2',
  leave: 'M12 3.5H4.5v13H12M8.5 10H17M14 7l3 3-3 3',
  warning: 'M10 3l8 14H2zM10 8v4M10 14.5v.1',
  info: 'M10 2.75a7.25 7.25 0 100 14.5 7.25 7.25 0 100-14.5zM10 9.25v4.25M10 6.4v.1',
  cross: 'M5 5l10 10M15 5L5 15',
  hourglass: 'M5 3h10M5 17h10M6 3c0 4 4 5 4 7s-4 3-4 7M14 3c0 4-4 5-4 7s4 3 4 7',
  key: 'M10.5 10H18M15 10v3M3.4 10a3.6 3.6 0 107.2 0 3.6 3.6 0 10-7.2 0',
  people: 'M6.8 7a3.2 3.2 0 106.4 0 3.2 3.2 0 10-6.4 0M3.5 17c1-4 12-4 13 0',
  activity: 'M7.5 5H17M7.5 10H17M7.5 15H17M3.5 5h.1M3.5 10h.1M3.5 15h.1',
  more: 'M4.5 10h.1M10 10h.1M15.5 10h.1',
  back: 'M12.5 4.5L7 10l5.5 5.5',
  pencil: 'M4 16l.8-3.4L13.6 3.8l2.6 2.6-8.8 8.8zM11.6 5.8l2.6 2.6',
  computer: 'M3 4h14v9.5H3zM7.5 17h5M10 13.5V17',
  code: 'M3.5 3.5h5v5h-5zM11.5 3.5h5v5h-5zM3.5 11.5h5v5h-5zM11.5 11.5h1.5M16.5 11.5v2M13.5 14v2.5M16.5 16.5h-.1',
  folder: 'M2.5 5.5a1 1 0 011-1h4l2 2.5h7a1 1 0 011 1v7a1 1 0 01-1 1h-13a1 1 0 01-1-1z',
  card: 'M6 2.5h7l3 3.5v11.5H5V3.5a1 1 0 011-1zM8 5.5v2.5M10.5 5.5v2.5M13 7v1',
  list: 'M7.5 5H17M7.5 10H17M7.5 15H17M3.5 4.5l.8.8 1.2-1.6M3.5 9.5l.8.8 1.2-1.6M3.5 14.5l.8.8 1.2-1.6',
  disk: 'M3 12.5h14v4H3zM3 12.5l2.5-9h9l2.5 9M14 14.5h.1',
  sync: 'M16.5 8.5a6.7 6.7 0 00-12-2.2M3.5 11.5a6.7 6.7 0 0012 2.2M4.2 2.8v3.7h3.7M15.8 17.2v-3.7h-3.7',
  network: 'M2.5 8a11 11 0 0115 0M5.2 11a7 7 0 019.6 0M7.8 13.8a3.4 3.4 0 014.4 0M10 16.4h.1',
  settings:
    'M3.5 6H10M15 6h1.5M3.5 14H5M10 14h6.5M10 6a2.5 2.5 0 105 0 2.5 2.5 0 10-5 0M5 14a2.5 2.5 0 105 0 2.5 2.5 0 10-5 0',
  pause: 'M7 4.5v11M13 4.5v11',
  pin: 'M7.5 3.5h5l-.7 5.2 2.7 2.8h-9l2.7-2.8zM10 11.5v5',
  bin: 'M4 5.5h12M8 5.5v-2h4v2M5.5 5.5l.8 11h7.4l.8-11M8.5 8.5v5M11.5 8.5v5',
} as const

export type IconName = keyof typeof paths

/** Always beside a word, so it says nothing itself. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className={styles.icon} viewBox="0 0 20 20" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  )
}
