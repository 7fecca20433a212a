import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdk8s';
import {
  completeApp,
  CrdsChart,
  describeError,
  FindingsError,
  MonitoringChart,
  NodeExporterChart,
  parsePlatform,
  renderFiles,
  runChecks,
  synthesize,
} from 'faas-stack';

const PLATFORM = `
profile: standard
name: cluster
monitoring:
  enabled: true
  prometheus: { retention: 7d }
`;

/** Writes the manifests of the monitoring into a folder: of all charts of a platform, three. */
function main(folder: string): void {
  const { platform } = parsePlatform(PLATFORM, 'PLATFORM in src/main.ts');
  const app = new App();
  new CrdsChart(app, 'crds', { platform });
  completeApp(app, platform, [
    new NodeExporterChart(app, 'node-exporter', { platform }),
    new MonitoringChart(app, 'monitoring', { platform, entries: [] }),
  ]);
  const synthesis = synthesize(app);
  const findings = runChecks(synthesis);
  if (findings.length > 0) throw new FindingsError(findings);
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of renderFiles(synthesis)) writeFileSync(join(folder, name), text);
  console.log(`${synthesis.objects.length} objects in ${folder}`);
}

try {
  main(process.argv[2] ?? 'dist');
} catch (error) {
  console.error(describeError(error));
  process.exitCode = 1;
}
