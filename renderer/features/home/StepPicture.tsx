import type { ReactNode } from 'react'
import styles from './WhatToType.module.css'

/** What is seen on the handheld's screen. */
export type StepKind = 'form' | 'url' | 'qr' | 'code' | 'password' | 'approve'

function Field({ y, width = 30 }: { readonly y: number; readonly width?: number }) {
  return (
    <>
      <rect x="15" y={y} width="34" height="6" rx="1.5" fill="none" stroke="currentColor" strokeWidth="1.2" />
      <path d={`M18 ${y + 3}h${width - 8}`} stroke="var(--accent)" strokeWidth="1.6" strokeLinecap="round" />
    </>
  )
}

function Qr() {
  return (
    <path
      d="M23 12h6v6h-6zM35 12h6v6h-6zM23 24h6v6h-6zM32 13v4M32 21h4M39 21h2M32 25v5M36 25h2v2M40 29h1"
      fill="none"
      stroke="var(--accent)"
      strokeWidth="1.6"
    />
  )
}

const pictures: Readonly<Record<StepKind, ReactNode>> = {
  form: (
    <>
      <Field y={10} width={20} />
      <Field y={18} />
      <Field y={26} width={17} />
    </>
  ),
  url: (
    <>
      <Field y={14} width={32} />
      <rect x="25" y="24" width="14" height="6" rx="3" fill="currentColor" opacity=".5" />
    </>
  ),
  qr: <Qr />,
  code: <path d="M15 21h4M21 21h4M27 21h4M33 21h4M39 21h4M45 21h4" stroke="var(--accent)" strokeWidth="4" />,
  password: (
    <>
      <Field y={12} width={24} />
      <rect
        x="15"
        y="22"
        width="34"
        height="6"
        rx="1.5"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.2"
      />
      <path
        d="M19 25h.1M24 25h.1M29 25h.1M34 25h.1M39 25h.1"
        stroke="var(--accent)"
        strokeWidth="2.4"
        strokeLinecap="round"
      />
    </>
  ),
  approve: (
    <path
      d="M22 21l7 7 13-14"
      fill="none"
      stroke="var(--safe)"
      strokeWidth="3"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  ),
}

/** A drawing of one step; the words beside it say the same. */
export function StepPicture({ kind }: { readonly kind: StepKind }) {
  return (
    <svg className={styles.picture} viewBox="0 0 64 42" aria-hidden="true">
      {kind === 'approve' ? (
        <path
          d="M4 4h56v32H4zM26 40h12"
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
          strokeLinejoin="round"
        />
      ) : (
        <>
          <rect x="2" y="3" width="60" height="36" rx="9" fill="none" stroke="currentColor" strokeWidth="2" />
          <rect x="12" y="7" width="40" height="28" rx="2.5" fill="currentColor" opacity=".1" />
          <path
            d="M7 18v6M4.8 21h4.4M56.8 19h.1M58.4 23h.1"
            stroke="currentColor"
            strokeWidth="1.8"
            strokeLinecap="round"
          />
        </>
      )}
      {pictures[kind]}
    </svg>
  )
}
