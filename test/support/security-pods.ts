/** Values of fields that the Pod Security Standards look at; the first one is harmless. */
const POD: Readonly<Record<string, readonly unknown[]>> = {
  hostNetwork: [false, true],
  hostPID: [false, true],
  hostIPC: [false, true],
  hostUsers: [true, false],
  volumes: [
    [{ name: 'a', emptyDir: {} }],
    [{ name: 'a', configMap: { name: 'a' } }],
    [{ name: 'a', hostPath: { path: '/a' } }],
    [{ name: 'a', nfs: { server: 'a', path: '/a' } }],
    [{ name: 'a', csi: { driver: 'a' } }],
    [{ name: 'a', image: { reference: 'a' } }],
  ],
};

const CONTEXT: Readonly<Record<string, readonly unknown[]>> = {
  runAsNonRoot: [true, false],
  runAsUser: [1000, 0],
  seccompProfile: [{ type: 'RuntimeDefault' }, { type: 'Unconfined' }, { type: 'Localhost', localhostProfile: 'a' }],
  appArmorProfile: [{ type: 'RuntimeDefault' }, { type: 'Unconfined' }],
  seLinuxOptions: [{ type: 'container_t' }, { type: 'spc_t' }, { user: 'system_u' }, { role: 'r' }],
  windowsOptions: [{}, { hostProcess: true }],
};

const POD_CONTEXT: Readonly<Record<string, readonly unknown[]>> = {
  ...CONTEXT,
  sysctls: [[{ name: 'net.ipv4.tcp_rmem', value: '1' }], [{ name: 'kernel.msgmax', value: '1' }]],
};

const CONTAINER_CONTEXT: Readonly<Record<string, readonly unknown[]>> = {
  ...CONTEXT,
  allowPrivilegeEscalation: [false, true],
  privileged: [false, true],
  procMount: ['Default', 'Unmasked'],
  capabilities: [
    { drop: ['ALL'] },
    { drop: ['ALL'], add: ['NET_BIND_SERVICE'] },
    { drop: ['NET_RAW'] },
    { drop: ['ALL'], add: ['CHOWN'] },
    { drop: ['ALL'], add: ['SYS_ADMIN'] },
  ],
};

const CONTAINER: Readonly<Record<string, readonly unknown[]>> = {
  ports: [[{ containerPort: 80 }], [{ containerPort: 80, hostPort: 80 }]],
  readinessProbe: [{ tcpSocket: { port: 80 } }, { httpGet: { port: 80, host: 'a.example.org' } }],
  lifecycle: [{}, { preStop: { httpGet: { port: 80, host: '127.0.0.1' } } }],
};

const ANNOTATIONS: Readonly<Record<string, readonly unknown[]>> = {
  'container.apparmor.security.beta.kubernetes.io/a': ['runtime/default', 'unconfined', 'localhost/a'],
};

/** Pods with random values, of which most fields are harmless or absent. The same number gives the same pods. */
export function securityPods(count: number): { readonly metadata: object; readonly spec: Record<string, unknown> }[] {
  let state = 1;
  const random = (): number => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  const some = (fields: Readonly<Record<string, readonly unknown[]>>): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(fields).flatMap(([name, [harmless, ...others]]) => {
        const chance = random();
        if (chance < 0.25) return [];
        return [[name, chance < 0.85 ? harmless : others[Math.floor(random() * others.length)]]];
      }),
    );
  const container = (name: string): object => ({
    name,
    image: name,
    ...some(CONTAINER),
    ...(random() < 0.1 ? {} : { securityContext: some(CONTAINER_CONTEXT) }),
  });
  return Array.from({ length: count }, () => ({
    metadata: random() < 0.7 ? {} : { annotations: some(ANNOTATIONS) },
    spec: {
      ...some(POD),
      ...(random() < 0.05 ? { os: { name: 'windows' } } : {}),
      ...(random() < 0.3 ? {} : { securityContext: some(POD_CONTEXT) }),
      ...(random() < 0.3 ? { initContainers: [container('i')] } : {}),
      containers: [container('a')],
    },
  }));
}
