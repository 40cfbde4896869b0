/** One address of one adapter of the hub's machine. */
export interface AdapterAddress {
  readonly adapter: string
  readonly address: string
  readonly family: 'IPv4' | 'IPv6'
  readonly isInternal: boolean
}

const virtual =
  /^(docker|br-|veth|virbr|lxc|lxd|cni|flannel|podman|vmnet|vboxnet|tun|tap|wg|utun|ppp|zt|tailscale|ham|awdl|llw)|vethernet|virtual|hyper-v|wsl|vpn|wireguard|zerotier|loopback/i

/** Whether an adapter leads to a VPN, containers or virtual machines, where no handheld is. */
export function isVirtualAdapter(adapter: string): boolean {
  return virtual.test(adapter)
}

/**
 * The IPv4 addresses a handheld on the LAN can reach, the one to type first: that of the default route, then real
 * adapters, then private ranges; VPN, container and virtual-switch adapters come last (design section 9).
 */
export function rankAddresses(
  addresses: readonly AdapterAddress[],
  defaultAdapter: string | null,
): AdapterAddress[] {
  const usable = addresses.filter(
    ({ isInternal, family, address }) => !isInternal && family === 'IPv4' && !address.startsWith('169.254.'),
  )
  return usable
    .map((address, index) => ({ address, index, rank: rankOf(address, defaultAdapter) }))
    .sort((one, other) => one.rank - other.rank || one.index - other.index)
    .map(({ address }) => address)
}

function rankOf({ adapter, address }: AdapterAddress, defaultAdapter: string | null): number {
  // A VPN may own the default route, and still no handheld reaches it.
  if (isVirtualAdapter(adapter)) return 4
  if (adapter === defaultAdapter) return 0
  return isPrivate(address) ? 1 : 2
}

function isPrivate(address: string): boolean {
  return /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(address)
}
