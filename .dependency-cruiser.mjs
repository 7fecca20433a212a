/**
 * The rooms of the project, from the ground up (docs/design/0011-rooms-and-mixins.md): a room may import those of the lines above
 * its own, and itself.
 */
const FLOORS = [
  ['lib/text', 'lib/catalogue'],
  ['lib/promql'],
  ['lib/formats'],
  ['lib/kube'],
  ['lib/mixins'],
  ['lib/crds'],
  ['lib/platform'],
  ['lib/gateway'],
  ['lib/elasticsearch', 'lib/monitoring'],
  ['lib/openwhisk', 'lib/logging', 'lib/autoscaling', 'lib/openfaas', 'lib/mysql', 'lib/tracing'],
  ['lib/checks'],
  ['lib/load'],
  ['lib/manifests'],
  ['lib/plan'],
  ['lib/apply'],
  ['charts'],
  ['lib/simulator', 'lib/precompiled.ts'],
  ['lib/render.ts'],
  ['lib/precompile-expressions.ts'],
  ['lib/precompile.ts'],
  ['lib/cli', 'lib/pulumi'],
  ['lib/index.ts'],
  ['stacks'],
];

const pattern = (room) => `^${room.replace('.', '\\.')}(/|$)`;

/** For each room: everything that is not below it. */
const arrowsUp = FLOORS.flatMap((rooms, floor) =>
  rooms.map((room) => ({
    name: `only-down-from-${room.replace(/^lib\//, '').replace('.ts', '')}`,
    comment: `${room} may import itself and ${floor === 0 ? 'no other room' : FLOORS.slice(0, floor).flat().join(', ')}: move the code down, or pass the value in from above.`,
    severity: 'error',
    from: { path: pattern(room) },
    to: {
      path: '^(lib|charts|stacks)/',
      pathNot: [room, ...FLOORS.slice(0, floor).flat()].map(pattern),
    },
  })),
);

export default {
  forbidden: [
    ...arrowsUp,
    {
      name: 'every-file-in-a-room',
      comment: 'A file outside every room has no place in the order: move it into one, or add its room to FLOORS.',
      severity: 'error',
      from: { path: '^(lib|charts|stacks)/', pathNot: FLOORS.flat().map(pattern) },
      to: {},
    },
    {
      name: 'cats-alone',
      comment: 'The image of the cat functions holds stacks/cats alone: nothing else can be imported there.',
      severity: 'error',
      from: { path: '^stacks/cats/' },
      to: { path: '^(lib|charts|stacks)/', pathNot: '^stacks/cats/' },
    },
    {
      name: 'no-circles',
      comment:
        'Two files that import each other, types included, have no reading order: move what both need into a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    includeOnly: '^(lib|charts|stacks)/',
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
  },
};
