import 'react'

declare module 'react' {
  /** Numbers that a style sheet calculates with. */
  interface CSSProperties {
    readonly [variable: `--${string}`]: string | number | undefined
  }
}
