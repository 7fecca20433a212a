import { App, Chart } from 'cdk8s';
import { amend } from '../../lib/kube/amend';
import { k8s } from '../../lib/kube/k8s';

function deployment(): k8s.KubeDeployment {
  return new k8s.KubeDeployment(new Chart(new App(), 'chart', { disableResourceNameHashes: true }), 'thing', {
    metadata: { name: 'thing' },
    spec: {
      selector: { matchLabels: { a: 'b' } },
      template: { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'main', image: 'i:1' }] } },
    },
  });
}

type Rendered = { spec: { strategy: unknown; template: { spec: Record<string, unknown> } } };

test('values that cdk8s itself would drop silently are kept', () => {
  const object = deployment();
  const resources = { limits: { memory: '1Gi', 'nvidia.com/gpu': 1 } };
  amend(
    object,
    { op: 'add', path: '/spec/template/spec/containers/0/resources', value: resources },
    { op: 'add', path: '/spec/strategy', value: { rollingUpdate: { maxSurge: 1, maxUnavailable: '25%' } } },
    { op: 'add', path: '/spec/template/spec/somethingNewer', value: true },
  );
  const { spec } = object.toJson() as Rendered;
  expect(spec.template.spec['containers']).toEqual([{ name: 'main', image: 'i:1', resources }]);
  expect(spec.strategy).toEqual({ rollingUpdate: { maxSurge: 1, maxUnavailable: '25%' } });
  expect(spec.template.spec['somethingNewer']).toBe(true);
});

test('several amendments of one object are applied in their order', () => {
  const object = deployment();
  amend(object, { op: 'add', path: '/spec/strategy', value: { type: 'Recreate' } });
  amend(object, { op: 'replace', path: '/spec/strategy/type', value: 'RollingUpdate' });
  expect((object.toJson() as Rendered).spec.strategy).toEqual({ type: 'RollingUpdate' });
  amend(object, { op: 'remove', path: '/spec/strategy' });
  expect((object.toJson() as Rendered).spec).not.toHaveProperty('strategy');
});

test('an object can be rendered again and again', () => {
  const object = deployment();
  amend(object, { op: 'add', path: '/spec/template/spec/containers/-', value: { name: 'second' } });
  expect(object.toJson()).toEqual(object.toJson());
});

test.each([
  ['add', '/spec/nowhere/deeper'],
  ['replace', '/spec/nowhere'],
  ['remove', '/spec/nowhere'],
] as const)('%s at a missing path is an error', (op, path) => {
  const object = deployment();
  amend(object, { op, path, value: 1 });
  expect(() => object.toJson() as unknown).toThrow(`The amendment of Deployment/thing: '${op} ${path}' does not fit: `);
});

test.each([
  ['add', '/spec/template/spec/containers', 'x', 'the value is a plain value, and the manifest has a list there'],
  ['replace', '/spec/template', 'x', 'the value is a plain value, and the manifest has an object there'],
  [
    'add',
    '/spec/template/spec/containers/0/name',
    ['x'],
    'the value is a list, and the manifest has a plain value there',
  ],
  ['add', '/metadata/labels', 'x', 'metadata.labels would not be an object of strings'],
  ['add', '/metadata/annotations', { a: 1 }, 'metadata.annotations would not be an object of strings'],
] as const)('%s of another form at %s is an error', (op, path, value, problem) => {
  const object = deployment();
  amend(object, { op, path, value });
  expect(() => object.toJson() as unknown).toThrow(`'${op} ${path}' does not fit: ${problem}; `);
});
