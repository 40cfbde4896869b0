import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { noteFault, watchFaults } from './api/faults'
import { App } from './app'
import { startLocale } from './locales/locale'
import './theme/index.css'

async function start(): Promise<void> {
  watchFaults()
  await startLocale(navigator.languages)
  const root = document.getElementById('root')
  if (!root) throw new Error('index.html lacks #root')
  createRoot(root, { onCaughtError: noteFault }).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}

void start()
