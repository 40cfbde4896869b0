import type { ReactNode } from 'react'
import { type DeviceKind, deviceKind } from '../../shared/known-devices'
import styles from './Silhouette.module.css'
import { classes } from './classes'

interface SilhouetteProps {
  readonly client: string | null
  readonly platform: string | null
  readonly size?: 'tiny' | 'small' | 'large'
  readonly calling?: boolean
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

function Phone() {
  return (
    <>
      <rect
        x="15.5"
        y="1.5"
        width="21"
        height="35"
        rx="4.5"
        fill="none"
        stroke="currentColor"
        strokeWidth="2.2"
      />
      <rect x="18.5" y="6" width="15" height="24" rx="1.5" fill="currentColor" opacity=".22" />
      <path d="M24 33.2h4" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
    </>
  )
}

function Computer() {
  return (
    <>
      <rect x="7" y="3.5" width="38" height="24" rx="3" fill="none" stroke="currentColor" strokeWidth="2.2" />
      <rect x="11" y="7.5" width="30" height="16" rx="1.5" fill="currentColor" opacity=".22" />
      <path d="M17 34.5h18M26 28v6" stroke="currentColor" strokeWidth="2.2" strokeLinecap="round" />
    </>
  )
}

function Browser() {
  return (
    <>
      <rect x="5" y="4.5" width="42" height="29" rx="4" fill="none" stroke="currentColor" strokeWidth="2.2" />
      <path d="M5 12h42" stroke="currentColor" strokeWidth="2.2" />
      <rect x="10" y="16.5" width="32" height="12" rx="1.5" fill="currentColor" opacity=".22" />
    </>
  )
}

const pictures: Readonly<Record<DeviceKind, () => ReactNode>> = {
  handheld: Hand,
  deck: Deck,
  phone: Phone,
  pc: Computer,
  browser: Browser,
}

export function Silhouette({ client, platform, size, calling }: SilhouetteProps) {
  const Picture = pictures[deviceKind(client, platform)]
  return (
    <svg
      className={classes(styles.silhouette, size && styles[size], calling && styles.calling)}
      viewBox="0 0 52 38"
      aria-hidden="true"
    >
      <Picture />
    </svg>
  )
}
