import type { Check } from '../finding';
import { embeddedConfiguration } from './embedded-configuration';
import { grafanaContext } from './grafana-context';
import { namedFiles } from './named-files';
import { nginxContext } from './nginx-context';
import { scripts } from './scripts';

/** The checks of what programs read from ConfigMaps and arguments. */
export const CONFIGURATION_CHECKS: readonly Check[] = [
  embeddedConfiguration,
  nginxContext,
  grafanaContext,
  namedFiles,
  scripts,
];
