import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useLive } from '../../api/live-context'
import { useHealth, usePairing } from '../../api/queries'
import { noticeFor } from './notice-rules'

/** Has the desktop app tell a person who is not looking: a request, a conflict, a failed backup, a full disk. */
export function useNotices(): void {
  useRequestNotices()
  useEventNotices()
  useDiskNotice()
}

function useRequestNotices(): void {
  const { t } = useTranslation()
  const requests = usePairing().data
  const told = useRef(new Set<string>())
  useEffect(() => {
    for (const { id, name, address } of requests ?? []) {
      if (told.current.has(id)) continue
      told.current.add(id)
      void window.roost?.notify({
        tag: `pairing-${id}`.slice(0, 100),
        title: t('notice.pairing.title', { name }).slice(0, 200),
        body: t('notice.pairing.text', { address }),
        path: `/devices/pair/${id}`,
      })
    }
  }, [requests, t])
}

function useEventNotices(): void {
  const { t } = useTranslation()
  const live = useLive()
  useEffect(
    () =>
      live.listen((event) => {
        const rule = noticeFor(event)
        if (!rule) return
        const { kind, path } = rule
        void window.roost?.notify({
          tag: kind,
          title: t(`notice.${kind}.title`),
          body: t(`notice.${kind}.text`),
          path,
        })
      }),
    [live, t],
  )
}

/** Said once each time the disk becomes short of space. */
function useDiskNotice(): void {
  const { t } = useTranslation()
  const state = useHealth().data?.disk?.state
  const isLow = state === 'warning' || state === 'bad'
  useEffect(() => {
    if (!isLow) return
    void window.roost?.notify({
      tag: 'disk',
      title: t('notice.disk.title'),
      body: t('notice.disk.text'),
      path: '/',
    })
  }, [isLow, t])
}
