import { App } from 'cdk8s';
import { PlatformChart } from '../../lib/kube/platform-chart';
import { parsePlatform } from '../../lib/load/load';
import { settingsOf } from '../../lib/platform/settings';

/** An empty chart of an instance called `t`, to test single constructs in. */
export function testChart(): PlatformChart {
  const { platform } = parsePlatform('name: t\nnamespace: ns');
  return new PlatformChart(new App(), 'test', { settings: settingsOf(platform), order: 1 });
}
