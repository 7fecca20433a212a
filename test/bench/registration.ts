import * as pulumi from '@pulumi/pulumi';
import { FaasStack } from '../../lib/pulumi/deploy';

/** Seconds of the processor that a platform may take: with more of them in one program, not more than in proportion. */
const LIMIT = 5;

/** Registers platforms of the profile standard, without an engine, and says what plan and registration took. */
async function main(platforms: number): Promise<void> {
  const newResource = ({ name }: { readonly name: string }) => ({ id: name, state: {} });
  await pulumi.runtime.setMocks({ call: () => ({}), newResource }, 'faas-stack', 'bench', false);
  const started = process.cpuUsage();
  const resources = Array.from({ length: platforms }, (_, index) => {
    const name = `p${index}`;
    const platform = { profile: 'standard', name, namespace: name, monitoring: { namespace: `m${index}` } } as const;
    return [...new FaasStack(name, { platform }).resources.values()];
  }).flat();
  await new Promise((done) => pulumi.all(resources.map(({ urn }) => urn)).apply(done));
  const { user, system } = process.cpuUsage(started);
  const seconds = (user + system) / 1e6;
  const allowed = LIMIT * platforms;
  process.stdout.write(
    `registration: ${platforms} platforms, ${resources.length} objects: ${seconds.toFixed(2)} s, allowed ${allowed} s\n`,
  );
  process.exitCode = seconds < allowed ? 0 : 1;
}

void main(Number(process.argv[2]));
