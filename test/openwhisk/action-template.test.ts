import { parsePlatform } from '../../lib/load/load';
import { messageAbout, oneMistake } from '../load/message';
import { Manifests } from '../support/platform';

const template = (yaml: string): string => `openwhisk:\n  actions:\n    template:\n      ${yaml}`;
const at = (path: string): string => `:4 openwhisk.actions.template.${path}: `;
const without = (problem: string, fix: string): string =>
  `platform.yaml: 1 mistake; nothing was written\n  platform.yaml${problem}\n    fix: ${fix}`;
const DROPPED = "has no effect: the invokers' client knows the API of Kubernetes 1.18, and drops the field";

describe('the template of action pods', () => {
  test('has the containers, volumes and constraints of the platform file', () => {
    const manifests = Manifests.of(
      template(
        [
          'sidecars: [{ name: proxy, image: example.org/proxy:1 }]',
          'initContainers: [{ name: prepare, image: example.org/prepare:1 }]',
          'volumes: [{ name: shared, emptyDir: {} }]',
          'container: { volumeMounts: [{ name: shared, mountPath: /shared }] }',
          'securityContext: { runAsUser: 1000 }',
          'topologySpreadConstraints: [{ maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule }]',
          'affinity: { podAntiAffinity: {} }',
        ].join('\n      '),
      ),
    );
    const { spec } = JSON.parse(manifests.config('action-pod')['template.yaml'] ?? '') as { spec: object };
    expect(spec).toMatchObject({
      containers: [
        { name: 'user-action', volumeMounts: [{ name: 'shared', mountPath: '/shared' }] },
        { name: 'proxy', image: 'example.org/proxy:1' },
      ],
      initContainers: [{ name: 'prepare', image: 'example.org/prepare:1' }],
      volumes: [{ name: 'shared', emptyDir: {} }],
      securityContext: { runAsUser: 1000 },
      topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' }],
      affinity: { podAntiAffinity: {} },
    });
  });

  /** The containers of the template of a platform file. */
  const containersOf = (yaml: string): unknown[] => {
    const text = Manifests.of(yaml).config('action-pod')['template.yaml'] ?? '';
    return (JSON.parse(text) as { spec: { containers: unknown[] } }).spec.containers;
  };

  test('denies the action every capability and more privileges', () => {
    const securityContext = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
    expect(containersOf('profile: standard')).toEqual([{ name: 'user-action', securityContext }]);
    const some = { ...securityContext, capabilities: { drop: ['ALL'], add: ['CHOWN'] } };
    expect(containersOf('openwhisk: { actions: { capabilities: [CHOWN] } }')).toEqual([
      { name: 'user-action', securityContext: some },
    ]);
  });

  test('has the security context of the platform file in the place of each default', () => {
    const own = 'capabilities: { drop: [MKNOD] }, runAsUser: 1000';
    expect(containersOf(template(`container: { securityContext: { ${own} } }`))).toEqual([
      {
        name: 'user-action',
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['MKNOD'] }, runAsUser: 1000 },
      },
    ]);
  });

  test('has nothing else unless the platform file has it', () => {
    const text = Manifests.of('profile: standard').config('action-pod')['template.yaml'] ?? '';
    const { spec } = JSON.parse(text) as { spec: object };
    for (const key of ['initContainers', 'volumes', 'affinity', 'securityContext']) {
      expect(spec).not.toHaveProperty(key);
    }
  });

  test('may have labels with the names of fields that the client drops', () => {
    const yaml =
      'affinity: { podAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, podAffinityTerm: ' +
      '{ topologyKey: zone, labelSelector: { matchLabels: { seccompProfile: a, claims: b } } } }] } }';
    expect(() => parsePlatform(template(yaml))).not.toThrow();
  });
});

describe('the template of action pods refuses', () => {
  test.each([
    [
      'a profile of seccomp',
      'securityContext: { seccompProfile: { type: RuntimeDefault } }',
      at('securityContext.seccompProfile') + DROPPED,
      'remove it, and set seccompDefault: true in the configuration of the kubelet',
    ],
    [
      'a native sidecar',
      'initContainers: [{ name: a, image: b:1, restartPolicy: Always }]',
      at('initContainers[0].restartPolicy') + DROPPED,
      'remove it',
    ],
    [
      'the image of the action',
      'container: { image: a:1 }',
      at('container.image') + 'has no effect: OpenWhisk sets it for each action',
      'remove it; users name the image of an action, or openwhisk.runtimes does',
    ],
    [
      'an unknown field',
      'sidecars: [{ name: a, image: b:1, comand: [c] }]',
      at('sidecars[0].comand') + 'there is no such field',
      'write command, or remove it',
    ],
    [
      'a value of another type',
      'securityContext: { runAsUser: root }',
      at('securityContext.runAsUser') + "'root' is not a whole number",
      'correct it',
    ],
    [
      'a path of the node',
      'volumes: [{ name: a, hostPath: { path: /var } }]',
      at('volumes[0].hostPath') +
        'the API server refuses such pods: the namespace enforces the Pod Security Standard baseline',
      'remove it',
    ],
  ])('%s', (_, yaml, problem, fix) => {
    expect(messageAbout(template(yaml))).toBe(without(problem, fix));
  });

  test.each([
    [
      'a sidecar with the name of the action container',
      'sidecars: [{ name: user-action, image: b:1 }]',
      at('sidecars[0].name') + "'user-action' is the name of another container of the pod",
      'a name of its own, not user-action, which is the container of the action',
      'write another name',
    ],
    [
      'two containers of one name',
      'sidecars: [{ name: a, image: b:1 }]\n      initContainers: [{ name: a, image: b:1 }]',
      ':5 openwhisk.actions.template.initContainers[0].name: ' + "'a' is the name of another container of the pod",
      'a name of its own, not user-action, which is the container of the action',
      'write another name',
    ],
    [
      'required node affinity, of which the invoker nodes become an alternative',
      'affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [] } } }',
      at('affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution') +
        'restricts nothing: OpenWhisk adds the invoker nodes as an alternative to it',
      'preferred node affinity, or required affinity with placement.affinity: false',
      'write the labels to openwhisk.actions.template.nodeSelector',
    ],
  ])('%s', (_, yaml, problem, allowed, fix) => {
    expect(messageAbout(template(yaml))).toBe(oneMistake(problem, allowed, fix));
  });
});

describe('the life of action containers', () => {
  test('has the settings of the platform file', () => {
    const env = Manifests.of(
      `
openwhisk:
  actions:
    userImagesRegistry: registry.example.org/users
    containers: { idleTimeout: 1 minute, pauseGrace: 2 seconds, keepingDuration: 3 minutes }
    prewarm: { promotion: true, expirationLimit: 7, maxRetries: 2 }
`,
    ).env('invoker');
    expect(env).toMatchObject({
      CONFIG_whisk_containerFactory_userImagesRegistry_url: 'registry.example.org/users/',
      CONFIG_whisk_containerProxy_timeouts_idleContainer: '1 minute',
      CONFIG_whisk_containerProxy_timeouts_pauseGrace: '2 seconds',
      CONFIG_whisk_containerProxy_timeouts_keepingDuration: '3 minutes',
      CONFIG_whisk_containerPool_prewarmPromotion: 'true',
      CONFIG_whisk_containerPool_prewarmExpirationLimit: '7',
      CONFIG_whisk_containerPool_prewarmMaxRetryLimit: '2',
    });
  });
});
