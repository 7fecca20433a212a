import type { Command } from 'commander';

/** Examples for the help of the commands whose own files have none. */
const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  import: [
    'npx faas-stack import values.yaml -o platform.yaml',
    'npx faas-stack import values.yaml values-production.yaml --strict --force',
  ],
  synth: ['npx faas-stack synth -f platform.yaml', 'npx faas-stack synth -f platform.yaml -o manifests'],
  graph: ['npx faas-stack graph -f platform.yaml', 'npx faas-stack graph -f platform.yaml --format mermaid'],
  images: [
    'npx faas-stack images -f platform.yaml',
    'npx faas-stack images -f platform.yaml --format skopeo',
    'npx faas-stack images -f platform.yaml --pin < digests.txt',
  ],
  'node-files': ['npx faas-stack node-files -f platform.yaml -o nodes'],
  simulate: [
    'npx faas-stack simulate --hpa web --trace load.csv --manifest hpa.yaml',
    'npx faas-stack simulate --hpa web --trace load.csv --compare target=60 --svg chart.svg',
  ],
  schema: ['npx faas-stack schema > platform.schema.json', 'npx faas-stack schema --format markdown'],
};

/** Adds examples to the help of the commands. */
export function addExamples(program: Command): void {
  for (const command of program.commands) {
    const lines = Object.hasOwn(EXAMPLES, command.name()) ? EXAMPLES[command.name()] : undefined;
    if (lines) command.addHelpText('after', ['', 'Examples:', ...lines.map((line) => `  ${line}`)].join('\n'));
  }
}
