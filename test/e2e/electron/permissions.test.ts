import { expect, test } from '@playwright/test'
import { launchRoost } from './launch-roost'
import type { Roost } from './launch-roost'

test.describe('permissions of the page', () => {
  let roost: Roost
  test.beforeAll(async () => {
    // Without a pretend camera the answer would be "no camera", whatever the permission.
    roost = await launchRoost({ flags: ['--use-fake-device-for-media-stream'] })
  })
  test.afterAll(async () => {
    await roost.close()
  })

  test('asking is refused', async () => {
    const answers = await roost.page.evaluate(async () => ({
      notifications: await Notification.requestPermission(),
      geolocation: await new Promise((resolve) => {
        navigator.geolocation.getCurrentPosition(
          () => resolve('granted'),
          (error) => resolve(error.code === error.PERMISSION_DENIED ? 'denied' : error.message),
        )
      }),
      camera: await navigator.mediaDevices.getUserMedia({ video: true }).then(
        () => 'granted',
        (error: Error) => error.name,
      ),
      clipboard: await navigator.clipboard.readText().then(
        () => 'granted',
        (error: Error) => error.name,
      ),
    }))
    expect(answers).toEqual({
      notifications: 'denied',
      geolocation: 'denied',
      camera: 'NotAllowedError',
      clipboard: 'NotAllowedError',
    })
  })

  test('looking them up says denied', async () => {
    const states = await roost.page.evaluate(async () => {
      const names = ['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'clipboard-read']
      const state = async (name: string): Promise<string> =>
        (await navigator.permissions.query({ name: name as PermissionName })).state
      return Promise.all(names.map(state))
    })
    expect(new Set(states)).toEqual(new Set(['denied']))
  })
})
