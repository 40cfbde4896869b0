import { stripVTControlCharacters } from 'node:util'
import {
  Handheld,
  type Grant,
  type Identity,
  type PairingOutcome,
  type PollAnswer,
  type Surroundings,
} from './handheld'
import { HubUnreachable, NotTheContract, Refused } from './hub-connection'

/** 0 paired; 1 denied, expired, failed or stopped; 2 a flag is wrong or there is no hub at that address. */
export type ExitStatus = 0 | 1 | 2

export interface PairOptions {
  readonly origin: string
  readonly identity: Identity
  readonly showToken: boolean
}

/** What the command talks to besides the hub. */
export interface Terminal {
  write(line: string): void
  /** The QR code of a text, drawn with characters. */
  drawQr(text: string): Promise<string>
}

/** `pair`: asks to be paired, shows what a person needs to approve it, waits, and tries the token out. */
export async function pair(
  options: PairOptions,
  surroundings: Surroundings,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitStatus> {
  const say = (line: string) => terminal.write(harmless(line))
  const handheld = new Handheld(options.origin, options.identity, surroundings, signal)
  try {
    await handheld.probe()
  } catch (error) {
    if (signal.aborted) return stopped(say)
    say(noHub(options.origin, error))
    return 2
  }
  try {
    const grant = await askAndWait(handheld, options, terminal, say)
    return grant === null ? 1 : await tryOut(handheld, grant, options, say)
  } catch (error) {
    if (signal.aborted) return stopped(say)
    say(`Pairing failed: ${messageOf(error)}.`)
    return 1
  }
}

async function askAndWait(
  handheld: Handheld,
  options: PairOptions,
  terminal: Terminal,
  say: (line: string) => void,
): Promise<Grant | null> {
  const authorization = await handheld.begin()
  const address = handheld.approvalAddress(authorization)
  const { name, profile } = handheld.identity
  say(`"${name}" (${profile.client}) asks to be paired with ${options.origin}.`)
  say('')
  say(`    ${grouped(authorization.user_code)}`)
  say('')
  say('Approve it in the Roost window, or open this address (or scan it):')
  say(`    ${address}`)
  say('')
  terminal.write(await terminal.drawQr(address))
  say(`Waiting for a decision, ${Math.round(authorization.expires_in / 60)} minutes at most. Ctrl-C stops.`)
  const outcome = await handheld.waitForDecision(authorization, (answer) => tellPoll(answer, say))
  if (outcome.kind === 'paired') return outcome.grant
  say(sentence(outcome))
  return null
}

async function tryOut(
  handheld: Handheld,
  grant: Grant,
  options: PairOptions,
  say: (line: string) => void,
): Promise<ExitStatus> {
  say('Approved. Trying the token out.')
  if (options.showToken) say(`    token   ${grant.access_token}`)
  try {
    const proof = await handheld.prove(grant.access_token)
    say(`Paired. The token works: the hub lists ${proof.platforms} platforms.`)
    say(`    person  ${proof.person}`)
    say(`    device  ${proof.deviceId ?? grant.device_id}`)
    say(`    scopes  ${grant.scopes.join(' ')}`)
    say(`    expires ${grant.expires_at ?? 'never'}`)
    return 0
  } catch (error) {
    const about = `The handheld was approved as device ${grant.device_id}, but its token did not pass the test`
    say(`${about}: ${messageOf(error)}. Was it taken out again, or approved without "me" and "platforms"?`)
    return 1
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function tellPoll(answer: PollAnswer, say: (line: string) => void): void {
  if (answer.kind === 'slow_down') say('The hub asks for fewer polls; waiting 5 seconds longer between them.')
  if (answer.kind === 'error') say(`A poll failed: ${answer.problem}.`)
}

function sentence(outcome: Exclude<PairingOutcome, { kind: 'paired' }>): string {
  if (outcome.kind === 'denied') return 'Denied: somebody turned this handheld away. Nothing was paired.'
  if (outcome.kind === 'expired') {
    return 'Expired: nobody approved the code in time, or the hub was started again. Run the command once more.'
  }
  return `Failed: ${outcome.problems.length} polls in a row went wrong (${outcome.problems.at(-1)}). Try again.`
}

function noHub(origin: string, error: unknown): string {
  if (error instanceof HubUnreachable) {
    return (
      `No hub answers at ${origin} (${error.message}). Check that Roost is running, that address and port are ` +
      'the ones its Home screen shows, and that this computer is on the same network.'
    )
  }
  if (error instanceof Refused) return `What answers at ${origin} does not let us in: ${error.message}`
  if (error instanceof NotTheContract) {
    return `Something answers at ${origin}, but it is not a Roost hub. Check address and port on its Home screen.`
  }
  return `Could not ask ${origin}: ${messageOf(error)}`
}

function stopped(say: (line: string) => void): ExitStatus {
  say('Stopped. Nothing was paired; an open request ends by itself within ten minutes.')
  return 1
}

/** `K7QXMH3R` as it is shown everywhere: `K7QX-MH3R`. */
export function grouped(userCode: string): string {
  return userCode.length === 8 ? `${userCode.slice(0, 4)}-${userCode.slice(4)}` : userCode
}

/** What a hub sends must not steer the terminal it is printed to. */
function harmless(line: string): string {
  return stripVTControlCharacters(line).replaceAll(/\p{Cc}/gu, '')
}
