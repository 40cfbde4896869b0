import { z } from 'zod'

/** As much of `nft -j list ruleset` as is read; whatever else stands there is left alone. */
const ruleset = z.object({
  nftables: z.array(
    z.object({
      chain: z
        .object({
          family: z.string(),
          table: z.string(),
          name: z.string(),
          hook: z.string().optional(),
          policy: z.string().optional(),
        })
        .optional(),
      rule: z
        .object({ family: z.string(), table: z.string(), chain: z.string(), expr: z.array(z.unknown()) })
        .optional(),
    }),
  ),
})

const portMatch = z.object({
  match: z.object({
    op: z.string(),
    left: z.object({ payload: z.object({ field: z.literal('dport') }) }),
    right: z.union([
      z.number(),
      z.object({ set: z.array(z.unknown()) }),
      z.object({ range: z.tuple([z.number(), z.number()]) }),
    ]),
  }),
})

/**
 * Whether the rules let a TCP port in; null when nothing filters what comes in, or the text cannot be read. A rule in a
 * chain that another one jumps to counts as well: this is a look, not a proof.
 */
export function nftablesState(json: string, port: number): boolean | null {
  const parsed = parse(json)
  if (!parsed) return null
  const chains = parsed.flatMap(({ chain }) => (chain ? [chain] : []))
  const dropping = chains.filter(({ hook, policy }) => hook === 'input' && policy === 'drop')
  if (dropping.length === 0) return null
  const rules = parsed.flatMap(({ rule }) => (rule ? [rule] : []))
  return dropping.every(({ family, table }) =>
    rules.some(
      (rule) =>
        rule.family === family &&
        rule.table === table &&
        accepts(rule.expr) &&
        rule.expr.some((part) => names(part, port)),
    ),
  )
}

function parse(json: string): z.infer<typeof ruleset>['nftables'] | null {
  try {
    return ruleset.parse(JSON.parse(json)).nftables
  } catch {
    return null
  }
}

function accepts(parts: readonly unknown[]): boolean {
  return parts.some((part) => typeof part === 'object' && part !== null && 'accept' in part)
}

function names(part: unknown, port: number): boolean {
  const parsed = portMatch.safeParse(part)
  if (!parsed.success || !['==', 'in'].includes(parsed.data.match.op)) return false
  const { right } = parsed.data.match
  if (typeof right === 'number') return right === port
  if ('range' in right) return right.range[0] <= port && port <= right.range[1]
  return right.set.includes(port)
}
