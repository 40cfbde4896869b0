import { describe, expect, test } from 'vitest'
import { deviceKind, knownClient, platformName } from '../../../shared/known-devices'
import { argosy, grout } from '../../simulator/client-profiles'

describe('known devices', () => {
  test.each([
    [grout.client, grout.platform, 'grout', 'muOS', 'handheld'],
    [argosy.client, argosy.platform, 'Argosy Launcher', 'Android', 'handheld'],
    ['argosy', 'android', 'Argosy Launcher', 'Android', 'handheld'],
    ['decky-romm-sync', 'SteamOS', 'decky-romm-sync', 'SteamOS', 'deck'],
    ['romm-tender', '', 'romm-tender', '', 'deck'],
    ['something new', 'Windows', 'something new', 'Windows', 'pc'],
    ['something new', 'Haiku', 'something new', 'Haiku', 'handheld'],
    ['browser app', 'ANDROID', 'browser app', 'Android', 'phone'],
    ['web', 'Web', 'Web', 'Web', 'browser'],
  ])('%s on %s', (client, platform, name, shown, kind) => {
    expect([knownClient(client).name, platformName(platform), deviceKind(client, platform)]).toEqual([
      name,
      shown,
      kind,
    ])
  })

  test('words that every object has are no platforms', () => {
    expect([platformName('constructor'), deviceKind(null, 'toString')]).toEqual(['constructor', 'handheld'])
  })
})
