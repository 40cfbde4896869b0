import { QueryClientProvider } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { LiveEvents } from './api/live'
import { LiveContext } from './api/live-context'
import { createQueryClient } from './api/query-client'
import { Announcer } from './components/Announcer'
import { ErrorBoundary } from './components/ErrorBoundary'
import { Toasts } from './components/Toast'
import { ConfirmPassword } from './features/confirmation/ConfirmPassword'
import { Routes } from './routes/routes'

export function App() {
  const [queries] = useState(createQueryClient)
  const [live] = useState(() => new LiveEvents(queries))
  useEffect(() => void window.roost?.pageShown(), [])
  return (
    <QueryClientProvider client={queries}>
      <LiveContext value={live}>
        <Announcer />
        <ErrorBoundary>
          <Routes />
          <Toasts />
          <ConfirmPassword />
        </ErrorBoundary>
      </LiveContext>
    </QueryClientProvider>
  )
}
