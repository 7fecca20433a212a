import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeError, loadPlatform, renderFiles, synthesizePlatform } from 'faas-stack';
import { ShopChart } from './shop-chart';

/** Writes the manifests of the platform and of the shop into a folder; mistakes and findings end the program. */
function main(folder: string): void {
  const loaded = loadPlatform(join(__dirname, '..', 'platform.yaml'));
  const { platform } = loaded;
  const synthesis = synthesizePlatform(loaded, {
    extend: (app, { mysql }) => {
      if (!mysql) throw new Error('the shop needs mysql.enabled: true in platform.yaml');
      return [new ShopChart(app, 'shop', { platform, mysql: mysql.mysql })];
    },
  });
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
