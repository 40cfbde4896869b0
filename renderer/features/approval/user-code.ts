import { deviceAuthorization } from '../../../shared/api/device-authorization'

const { userCodeLength, userCodeAlphabet } = deviceAuthorization

/** Whether a normalised text can be a code at all. */
export function isUserCode(code: string): boolean {
  return code.length === userCodeLength && [...code].every((letter) => userCodeAlphabet.includes(letter))
}
