import { DEFAULT_PLATFORM_FILE } from '../lib/render';
import { synth } from '../lib/cli/synth';
import { describeError } from '../lib/text/user-error';

/** Entry point of `npx cdk8s synth`. PLATFORM_FILE names the platform file; the default is stacks/platforms/standard.yaml. */
try {
  synth(process.env['PLATFORM_FILE'] ?? DEFAULT_PLATFORM_FILE, process.env['CDK8S_OUTDIR'] ?? 'dist');
} catch (error) {
  console.error(describeError(error));
  process.exitCode = 1;
}
