import styles from './Silhouette.module.css'
import { classes } from './classes'

interface SilhouetteProps {
  readonly client: string | null
  readonly platform: string | null
  readonly size?: 'small' | 'large'
  readonly calling?: boolean
}

/** The wide kind of handheld, as far as what it says about itself tells. */
function isDeck(client: string | null, platform: string | null): boolean {
  return /deck|steamos|tender/i.test(`${client ?? ''} ${platform ?? ''}`)
}

function Hand() {
  return (
    <>
      <rect x="1.5" y="5" width="49" height="28" rx="9" fill="none" stroke="currentColor" strokeWidth="2.2" />
      <rect x="14" y="9.5" width="24" height="19" rx="2.5" fill="currentColor" opacity=".22" />
      <path d="M8 16v6M5 19h6" stroke="currentColor" strokeWidth="2.2" strokeLinecap="round" />
      <circle cx="43" cy="16.5" r="1.7" fill="currentColor" />
      <circle cx="46" cy="20.5" r="1.7" fill="currentColor" />
    </>
  )
}

function Deck() {
  return (
    <>
      <rect
        x="1.1"
        y="9"
        width="49.8"
        height="20"
        rx="9"
        fill="none"
        stroke="currentColor"
        strokeWidth="2.2"
      />
      <rect x="12" y="12" width="28" height="14" rx="1.5" fill="currentColor" opacity=".22" />
      <circle cx="7" cy="16" r="2.4" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <circle cx="45" cy="16" r="2.4" fill="none" stroke="currentColor" strokeWidth="1.6" />
    </>
  )
}

export function Silhouette({ client, platform, size, calling }: SilhouetteProps) {
  return (
    <svg
      className={classes(styles.silhouette, size === 'large' && styles.large, calling && styles.calling)}
      viewBox="0 0 52 38"
      aria-hidden="true"
    >
      {isDeck(client, platform) ? <Deck /> : <Hand />}
    </svg>
  )
}
