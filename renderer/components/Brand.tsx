import styles from './Brand.module.css'

export function Brand() {
  return (
    <span className={styles.brand}>
      <svg viewBox="0 0 32 32" aria-hidden="true">
        <path d="M4 27h24" stroke="currentColor" strokeWidth="3" strokeLinecap="round" />
        <path d="M8 22c-2-8 3-15 11-15 4 0 7 2 8 5l3 1-3 2c-1 6-6 8-12 8H8z" fill="var(--accent)" />
        <circle cx="21.5" cy="12" r="1.6" fill="var(--panel)" />
      </svg>
      {/* A name, the same in every language. */}
      Roost
    </span>
  )
}
