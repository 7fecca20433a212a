import { PLATFORMS } from './platforms';
import type { Manifests } from '../../support/platform';

/** Calls of the Kubernetes API, as `<verb> <resource>`, with their places in the source (ef725a6 and 1fae641). */
const CALLS = {
  // KubernetesClient.scala: run, addLabel, rm, get (waitForPod), list (removeAll); KubernetesRestLogSourceStage, log; describe, events.
  factory: ['create pods', 'delete pods', 'get pods', 'get pods/log', 'list events', 'list pods', 'patch pods'],
  // akka-discovery-kubernetes-api 1.0.5 and Pekko's 1.1.1, KubernetesApiServiceDiscovery.scala, lookup.
  discovery: ['list pods'],
};

/** The calls that the Roles of a component's ServiceAccount allow. */
function allowed(manifests: Manifests, component: string): string[] {
  const account = manifests.pod(component)['serviceAccountName'];
  const bindings = manifests.kind('RoleBinding') as unknown as Binding[];
  const roles = bindings.filter(({ subjects }) => subjects.some(({ name }) => name === account));
  return roles
    .flatMap(({ roleRef }) =>
      (manifests.kind('Role') as unknown as Role[]).filter((role) => role.metadata.name === roleRef.name),
    )
    .flatMap(({ rules }) => rules)
    .flatMap(({ resources, verbs }) => resources.flatMap((resource) => verbs.map((verb) => `${verb} ${resource}`)))
    .sort();
}

describe.each(PLATFORMS)('with $generation, $mode', ({ mode, manifests }) => {
  test('each program may make exactly the calls of the Kubernetes API that it makes', () => {
    const clusters = mode === 'production';
    const controller = mode === 'lean' ? CALLS.factory : clusters ? CALLS.discovery : [];
    expect(allowed(manifests, 'controller')).toEqual(controller);
    if (mode !== 'lean' && mode !== 'docker') expect(allowed(manifests, 'invoker')).toEqual(CALLS.factory);
    if (manifests.names('StatefulSet').includes('scheduler')) {
      expect(allowed(manifests, 'scheduler')).toEqual(mode === 'scheduled' ? CALLS.discovery : []);
    }
  });
});

interface Binding {
  readonly roleRef: { readonly name: string };
  readonly subjects: readonly { readonly name: string }[];
}

interface Role {
  readonly metadata: { readonly name: string };
  readonly rules: readonly { readonly resources: readonly string[]; readonly verbs: readonly string[] }[];
}
