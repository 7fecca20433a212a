import * as fc from 'fast-check';
import { VERSION_RANGES } from '../../lib/catalogue/image-versions';
import { IMAGES, type ImageName } from '../../lib/catalogue/images';
import { whyUnsuitable } from '../../lib/kube/image-versions';
import { messageAbout, oneMistake } from '../load/message';

const NAMES = Object.keys(VERSION_RANGES) as ImageName[];

test.each(NAMES)('the platform’s own %s is within its range', (name) => {
  expect(whyUnsuitable(name, IMAGES[name])).toBeUndefined();
});

test.each([
  ['nginx', 'docker.io/library/nginx:1.27.2', 'too old'],
  ['nginx', 'nginx:1.19', 'too old'],
  ['nginx', 'quay.io/me/nginx:1.27.2-alpine@sha256:0', 'too old'],
  ['nginx', 'nginx:1.27.3', undefined],
  ['nginx', 'nginx:1.27', undefined],
  ['nginx', 'nginx:1', undefined],
  ['nginx', 'nginx:stable-alpine', undefined],
  ['nginx', 'nginx@sha256:0', undefined],
  ['nginx', 'r.io/team/edge:1.0.0', undefined],
  ['etcd', 'quay.io/coreos/etcd:v3.2.32', 'too old'],
  ['etcd', 'quay.io/coreos/etcd:v3.4.0', undefined],
  ['kafka', 'apache/kafka:4.0.0', 'too new'],
  ['kafka', 'apache/kafka:4', 'too new'],
  ['kafka', 'apache/kafka:3', undefined],
  ['elasticsearch', 'docker.elastic.co/elasticsearch/elasticsearch:7.17.9', 'too old'],
  ['elasticsearch', 'docker.elastic.co/elasticsearch/elasticsearch:9.0.1', 'too new'],
] as const)('%s: %s is %s', (name, reference, expected) => {
  const problem = whyUnsuitable(name, reference)?.problem;
  expect(expected ? problem : problem === undefined).toEqual(expected ? expect.stringContaining(expected) : true);
});

test('versions are compared part by part, as numbers', () => {
  const part = fc.integer({ min: 0, max: 40 });
  const version = fc.tuple(part, part, part);
  const [major = 0, minor = 0, patch = 0] = (VERSION_RANGES.nginx?.from ?? '').split('.').map(Number);
  const value = ([a, b, c]: readonly [number, number, number]): number => (a * 100 + b) * 100 + c;
  fc.assert(
    fc.property(version, (parts) => {
      const accepted = whyUnsuitable('nginx', `nginx:${parts.join('.')}`) === undefined;
      expect(accepted).toBe(value(parts) >= value([major, minor, patch]));
    }),
  );
});

test('an override that is too old is refused with its line', () => {
  expect(messageAbout('images:\n  overrides:\n    nginx: docker.io/library/nginx:1.19')).toBe(
    oneMistake(
      ':3 images.overrides.nginx: 1.19 is too old: it lacks the parameter resolve of server in upstream, elsewhere a part of the commercial edition (nginx, CHANGES)',
      '1.27.3 or newer',
      'use 1.27.3 or newer, or remove it to take the version of the platform',
    ),
  );
});
