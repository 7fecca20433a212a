/** A NetworkPolicy, as far as a packet filter follows it. */
export interface NetworkPolicy {
  readonly spec: {
    readonly podSelector: Selector;
    readonly policyTypes: readonly ('Ingress' | 'Egress')[];
    readonly ingress?: readonly Rule[];
    readonly egress?: readonly Rule[];
  };
}

interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>;
}

interface Rule {
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
  readonly ports?: readonly { readonly port?: number; readonly protocol?: string }[];
}

interface Peer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
  readonly ipBlock?: object;
}

/** A pod of the policies' namespace. */
export interface FilteredPod {
  readonly ip: string;
  readonly labels: Readonly<Record<string, string>>;
}

function selects({ matchLabels = {} }: Selector, { labels }: FilteredPod): boolean {
  return Object.entries(matchLabels).every(([key, value]) => labels[key] === value);
}

/**
 * The nftables rules in the network namespace of one pod, which let through exactly what the policies of the pod's own namespace
 * allow. Peers in other namespaces and address ranges match nothing: no test has any.
 */
export function packetFilter(
  policies: readonly NetworkPolicy[],
  pod: FilteredPod,
  pods: readonly FilteredPod[],
): string {
  const selecting = policies.filter(({ spec }) => selects(spec.podSelector, pod));
  const chain = (direction: 'Ingress' | 'Egress'): string[] => {
    const [hook, device] = direction === 'Ingress' ? (['input', 'iif'] as const) : (['output', 'oif'] as const);
    const isolating = selecting.filter(({ spec }) => spec.policyTypes.includes(direction));
    const rules = isolating.flatMap(({ spec }) =>
      direction === 'Ingress'
        ? (spec.ingress ?? []).flatMap(({ from, ports }) => accepts('saddr', from, ports, pods))
        : (spec.egress ?? []).flatMap(({ to, ports }) => accepts('daddr', to, ports, pods)),
    );
    return [
      `  chain ${hook} {`,
      `    type filter hook ${hook} priority filter; policy ${isolating.length > 0 ? 'drop' : 'accept'};`,
      `    ${device} lo accept`,
      '    ct state established,related accept',
      ...rules.map((rule) => `    ${rule}`),
      // A refusal fails at once, where a drop would have every test of a closed port wait for a time-out.
      ...(isolating.length > 0 ? ['    meta l4proto tcp counter reject with tcp reset', '    counter drop'] : []),
      '  }',
    ];
  };
  return ['flush ruleset', 'table inet pod {', ...chain('Ingress'), ...chain('Egress'), '}', ''].join('\n');
}

function accepts(
  side: 'saddr' | 'daddr',
  peers: readonly Peer[] | undefined,
  ports: Rule['ports'],
  pods: readonly FilteredPod[],
): string[] {
  const addresses = peers && addressesOf(peers, pods);
  if (addresses?.length === 0) return [];
  const from = addresses ? `ip ${side} { ${addresses.join(', ')} } ` : '';
  if (!ports) return [`${from}accept`];
  return ports.map(({ port, protocol = 'TCP' }) =>
    port === undefined
      ? `${from}meta l4proto ${protocol.toLowerCase()} accept`
      : `${from}${protocol.toLowerCase()} dport ${port} accept`,
  );
}

function addressesOf(peers: readonly Peer[], pods: readonly FilteredPod[]): string[] {
  const selectors = peers.flatMap(({ podSelector, namespaceSelector }) =>
    podSelector && !namespaceSelector ? [podSelector] : [],
  );
  return pods.filter((pod) => selectors.some((selector) => selects(selector, pod))).map(({ ip }) => ip);
}
