import * as pulumi from '@pulumi/pulumi';
import type { MockResourceArgs } from '@pulumi/pulumi/runtime';

/** What a program registered, in that order. */
export type Registered = readonly MockResourceArgs[];

/** Runs a program without an engine; it returns the resources to wait for. */
export async function register(program: () => Iterable<pulumi.Resource>): Promise<Registered> {
  const registered: MockResourceArgs[] = [];
  await pulumi.runtime.setMocks(
    {
      call: () => ({}),
      newResource: (resource) => {
        registered.push(resource);
        return { id: `${resource.name}-id`, state: resource.inputs as Record<string, unknown> };
      },
    },
    'faas-stack',
    'test',
    false,
  );
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  const urns = [...program()].map(({ urn }) => urn);
  await new Promise((done) => pulumi.all(urns).apply(done));
  Error.stackTraceLimit = stackTraceLimit;
  return registered;
}
