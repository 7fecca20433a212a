import { DEFAULT_PLATFORM_FILE } from '../lib/render';
import { synth } from '../lib/cli/synth';

/** What `npx cdk8s synth` runs. The platform file is that of the variable PLATFORM_FILE. @default stacks/platforms/standard.yaml */
try {
  synth(process.env['PLATFORM_FILE'] ?? DEFAULT_PLATFORM_FILE, process.env['CDK8S_OUTDIR'] ?? 'dist');
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
