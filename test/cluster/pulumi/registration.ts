import * as pulumi from '@pulumi/pulumi';
import { FaasStack } from '../../../lib/pulumi/deploy';

/** What the plan and the registration of some platforms took. */
export interface Registration {
  readonly objects: number;
  /** Time of the processor: the machine does other things, too. */
  readonly seconds: number;
}

/** Registers platforms of the profile standard, as many as the argument says, without an engine, and prints what it took. */
async function main(platforms: number): Promise<void> {
  const newResource = ({ name }: { readonly name: string }) => ({ id: name, state: {} });
  await pulumi.runtime.setMocks({ call: () => ({}), newResource }, 'faas-stack', 'test', false);
  const started = process.cpuUsage();
  const resources = Array.from({ length: platforms }, (_, index) => {
    const name = `p${index}`;
    const platform = { profile: 'standard', name, namespace: name, monitoring: { namespace: `m${index}` } } as const;
    return [...new FaasStack(name, { platform }).resources.values()];
  }).flat();
  await new Promise((done) => pulumi.all(resources.map(({ urn }) => urn)).apply(done));
  const { user, system } = process.cpuUsage(started);
  const result: Registration = { objects: resources.length, seconds: (user + system) / 1e6 };
  process.stdout.write(JSON.stringify(result));
}

void main(Number(process.argv[2]));
