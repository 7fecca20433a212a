import { parsePlatform } from '../../lib/load/load';
import { messageAbout, oneMistake } from '../load/message';

type Row = readonly [what: string, yaml: string, problem: string, allowed: string, fix: string];

test.each<Row>([
  [
    'a tag of an unknown generation',
    'openwhisk:\n  imageTag: 3f9c1ab',
    ":2 openwhisk.imageTag: '3f9c1ab' is a tag of an unknown generation of the images",
    '1.0.0, 2.0.0, ef725a6, 1fae641, or any with openwhisk.actorSystem',
    'add openwhisk.actorSystem: akka (until 2.0.0), or pekko (main branch since October 2025)',
  ],
  [
    'a tag of the other generation',
    'openwhisk:\n  actorSystem: pekko\n  imageTag: 2.0.0',
    ":3 openwhisk.imageTag: '2.0.0' is of the generation akka, and openwhisk.actorSystem is pekko",
    'a tag of the generation pekko',
    'set openwhisk.actorSystem: akka, or remove it to take the tag of this version',
  ],
  [
    'a tag of the pekko generation without its actor system',
    'openwhisk:\n  imageTag: 1fae641',
    ":2 openwhisk.imageTag: '1fae641' is of the generation pekko, and openwhisk.actorSystem is akka",
    'a tag of the generation akka',
    'set openwhisk.actorSystem: pekko, or remove it to take the tag of this version',
  ],
])('%s is refused', (_, yaml, problem, allowed, fix) => {
  expect(messageAbout(yaml)).toBe(oneMistake(problem, allowed, fix));
});

test('a tag of any kind is accepted where the file states the generation', () => {
  const { openwhisk } = parsePlatform('openwhisk: {imageTag: 3f9c1ab, actorSystem: akka}').platform;
  expect(openwhisk).toMatchObject({ imageTag: '3f9c1ab', actorSystem: 'akka' });
});
