let keyboard = false

addEventListener('keydown', () => (keyboard = true), { capture: true })
addEventListener('pointerdown', () => (keyboard = false), { capture: true })

/** Whether the last thing the person did was on the keyboard. */
export function usesKeyboard(): boolean {
  return keyboard
}
