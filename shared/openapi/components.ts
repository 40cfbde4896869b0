import { z } from 'zod'
import { activityEntry } from '../api/activity'
import { conflict, conflictSide } from '../api/conflicts'
import { clientToken } from '../api/client-tokens'
import { device } from '../api/devices'
import { hubAddress } from '../api/health'
import { importFile, importLook } from '../api/import'
import { job } from '../api/jobs'
import { libraryFolder, libraryGroup } from '../api/library'
import { oauthError } from '../api/oauth'
import { pairingRequest } from '../api/pairing'
import { platform } from '../api/platforms'
import { personSession, user } from '../api/users'
import { playIngest, playSession } from '../api/play-sessions'
import { refusalBody } from '../errors'

/** Objects that several operations share, by the name the description gives them. */
export const components = z
  .registry<{ id: string }>()
  .add(activityEntry, { id: 'ActivityEntry' })
  .add(conflict, { id: 'Conflict' })
  .add(conflictSide, { id: 'ConflictSide' })
  .add(clientToken, { id: 'ClientToken' })
  .add(device, { id: 'Device' })
  .add(hubAddress, { id: 'HubAddress' })
  .add(importFile, { id: 'ImportFile' })
  .add(importLook, { id: 'ImportLook' })
  .add(job, { id: 'Job' })
  .add(libraryFolder, { id: 'LibraryFolder' })
  .add(libraryGroup, { id: 'LibraryGroup' })
  .add(oauthError, { id: 'OAuthError' })
  .add(pairingRequest, { id: 'PairingRequest' })
  .add(personSession, { id: 'Session' })
  .add(platform, { id: 'Platform' })
  .add(playIngest, { id: 'PlayIngest' })
  .add(playSession, { id: 'PlaySession' })
  .add(refusalBody, { id: 'Refusal' })
  .add(user, { id: 'User' })
